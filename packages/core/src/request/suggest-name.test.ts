import { describe, expect, test } from 'vitest';

import { suggestName } from './suggest-name.ts';

const known = ['prompt', 'mode', 'duration', 'aspectRatio', 'sound', 'image'];

describe('A name that does not exist', () => {
  test.each([
    ['durration', 'duration'],
    ['Duration', 'duration'],
    ['durations', 'duration'],
    ['promt', 'prompt'],
    ['propmt', 'prompt'],
    ['mdoe', 'mode'],
    ['iamge', 'image'],
    ['aspect_ratio', 'aspectRatio'],
    ['ASPECT-RATIO', 'aspectRatio'],
    ['Aspect Ratio', 'aspectRatio'],
    ['aspectRation', 'aspectRatio'],
  ])('%s is taken for %s', (name, nearest) => {
    expect(suggestName(name, known)).toBe(`Did you mean "${nearest}"?`);
  });

  test('is taken for the nearest of several', () => {
    expect(suggestName('image-url', ['image', 'imageUrls', 'videoUrl'])).toBe(
      'Did you mean "imageUrls"?',
    );
  });

  test.each(['seed', 'callback', '', '种子', 'negativePrompt'])(
    '%j gets the list of all names when none is near',
    (name) => {
      expect(suggestName(name, known)).toBe(
        'Known: prompt, mode, duration, aspectRatio, sound, image.',
      );
    },
  );
});
