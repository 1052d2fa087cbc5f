import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { anyText } from '../testing/any-text.ts';
import { type ListedVideo, updateVideoSection, withoutVideoSection } from './video-section.ts';

const teaser: ListedVideo = {
  name: 'Teaser',
  seconds: 8,
  assetUrl: 'https://github.com/o/r/releases/download/v1.2.0/teaser.mp4',
};
const tour: ListedVideo = {
  name: 'The [tour]|',
  seconds: 15,
  assetUrl: 'https://github.com/o/r/releases/download/v1.2.0/tour.mp4',
};

const list = (body: string, ...videos: readonly ListedVideo[]) =>
  updateVideoSection(body, videos, 'v1.2.0');

describe('the videos in the text of a release', () => {
  test('come after what a person has written', () => {
    expect(list('Faster starts.', teaser, tour)).toBe(`Faster starts.

<!-- videos of kling-automation -->
### Videos

| Video | Length |
| --- | --- |
| [Teaser](https://github.com/o/r/releases/download/v1.2.0/teaser.mp4) | 8 s |
| [The &#91;tour&#93;&#124;](https://github.com/o/r/releases/download/v1.2.0/tour.mp4) | 15 s |
<!-- end of the videos -->`);
  });

  test('keep those of other jobs, and replace their own', () => {
    const before = list('Faster starts.', teaser, tour);

    const after = list(before, { ...teaser, seconds: 5 });

    expect(after).toBe(before.replace('| 8 s |', '| 5 s |'));
  });

  test('stay where a person has moved them', () => {
    const moved = `First.\n\n${list('', teaser)}\n\nLast.`;

    expect(list(moved, tour)).toMatch(/^First\.\n\n<!--.*teaser.*tour.*-->\n\nLast\.$/s);
  });

  test('have the links that a draft gets when it is published', () => {
    const assetUrl = 'https://github.com/o/r/releases/download/untagged-1f2e/teaser.mp4';

    expect(updateVideoSection('', [{ ...teaser, assetUrl }], 'release/v 1')).toContain(
      '(https://github.com/o/r/releases/download/release/v%201/teaser.mp4)',
    );
  });

  test('are a new section where half of one was deleted', () => {
    const half = list('', teaser).replace('<!-- end of the videos -->', 'mine');

    expect(list(half, tour).startsWith(`${half}\n\n`)).toBe(true);
  });

  test('never touch the text around them, and are the same when they are listed again', () => {
    fc.assert(
      fc.property(anyText, anyText, anyText, (before, after, name) => {
        const written = before + list('', teaser) + after;
        const video = { ...tour, name };

        const updated = list(written, video);

        expect(withoutVideoSection(updated)).toBe(before + after);
        expect(list(updated, video)).toBe(updated);
        expect(list(before, video).startsWith(before)).toBe(true);
      }),
    );
  });
});
