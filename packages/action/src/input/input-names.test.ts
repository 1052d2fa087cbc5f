import { describe, expect, test } from 'vitest';
import { inputNameOf, withInputNames, withProgramNames } from './input-names.ts';

describe('names', () => {
  test('in a text of core become the names of the inputs', () => {
    expect(withInputNames('elements[0].imageUrls')).toBe('elements[0].image-urls');
    expect(withInputNames('aspectRatio, apiKey, baseUrl')).toBe('aspect-ratio, api-key, base-url');
    expect(withInputNames('prompt')).toBe('prompt');
  });

  test.each([
    ['aspectRatio', 'aspect-ratio'],
    ['videoUrl', 'video-url'],
    ['prompt', 'prompt'],
    ['noSuchField', 'noSuchField'],
    [0, 0],
  ])('of a path become input names: %s', (key, name) => {
    expect(inputNameOf(key)).toBe(name);
  });

  test('of a list become those of core, and what core does not have stays', () => {
    const given = [
      { name: 'fox', 'image-urls': ['a-b'], 'video-url': null, 'no-such': { 'api-key': 1 } },
    ];

    expect(withProgramNames(given)).toEqual([
      { name: 'fox', imageUrls: ['a-b'], videoUrl: null, 'no-such': { apiKey: 1 } },
    ]);
  });
});
