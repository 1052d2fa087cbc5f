import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { anyText } from '../testing/any-text.ts';
import { videoFileName } from './file-name.ts';

const fingerprint = '0123456789abcdef'.repeat(4);

describe('the file name of a video', () => {
  test.each([
    ['A lighthouse at dawn', 'a-lighthouse-at-dawn-01234567.mp4'],
    ['Ein Café, für @Zoë!', 'ein-cafe-fur-zoe-01234567.mp4'],
    ['Große Straße', 'grosse-strasse-01234567.mp4'],
    ['灯台', 'dengtai-01234567.mp4'],
    ['Маяк на рассвете', 'mayak-na-rassvete-01234567.mp4'],
    ['منارة', 'mnrh-01234567.mp4'],
    ['../../etc/passwd', 'etc-passwd-01234567.mp4'],
    ['', 'video-01234567.mp4'],
    [
      'A lighthouse at dawn above a sea of clouds while gulls circle it',
      'a-lighthouse-at-dawn-above-a-sea-of-clouds-while-01234567.mp4',
    ],
    ['x'.repeat(60), `${'x'.repeat(48)}-01234567.mp4`],
  ])('%s becomes %s', async (description, name) => {
    expect(await videoFileName(description, fingerprint)).toBe(name);
  });

  test('is short, and safe in every shell, file system and release', async () => {
    await fc.assert(
      fc.asyncProperty(anyText, async (description) => {
        const name = await videoFileName(description, fingerprint);

        return /^[a-z0-9-]{1,48}-01234567\.mp4$/.test(name);
      }),
    );
  });
});
