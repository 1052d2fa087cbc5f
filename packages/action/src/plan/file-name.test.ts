import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { anyText } from '../testing/any-text.ts';
import { findSharedFiles, videoFileName } from './file-name.ts';

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
    expect(await videoFileName({ description }, fingerprint)).toEqual({
      fileName: name,
      isStable: false,
    });
  });

  test('is short, and safe in every shell, file system and release', async () => {
    await fc.assert(
      fc.asyncProperty(anyText, async (description) => {
        const { fileName } = await videoFileName({ description }, fingerprint);

        return /^[a-z0-9-]{1,48}-01234567\.mp4$/.test(fileName);
      }),
    );
  });
});

describe('the file name of a video with a name', () => {
  test.each([
    ['Teaser', 'teaser.mp4'],
    ['Teaser (deutsch)', 'teaser-deutsch.mp4'],
    ['灯台', 'dengtai.mp4'],
    [`${'long '.repeat(20)}a`, `${'long-'.repeat(20)}a.mp4`],
  ])('%s is %s, whatever it asks for', async (name, fileName) => {
    expect(await videoFileName({ description: 'A lighthouse', name }, fingerprint)).toEqual({
      fileName,
      isStable: true,
    });
  });

  test('has its version when nothing of the name can be written', async () => {
    expect(await videoFileName({ description: 'A lighthouse', name: '…' }, fingerprint)).toEqual({
      fileName: 'video-01234567.mp4',
      isStable: false,
    });
  });

  test('is shared by names that differ in their signs alone', async () => {
    expect(await findSharedFiles(['Teaser', 'Tour', 'teaser!', '…', '!'])).toEqual([
      ['teaser.mp4', ['Teaser', 'teaser!']],
    ]);
  });
});
