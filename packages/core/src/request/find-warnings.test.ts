import { describe, expect, test } from 'vitest';

import { parseVideoRequest } from './parse-video-request.ts';

const image = 'https://example.com/first.png';
const cat = { name: 'cat', imageUrls: [image, image] };

/** Every warning, as `field: message`. */
function warningsOf(input: unknown): readonly string[] {
  return parseVideoRequest(input).warnings.map(({ field, message }) => `${field}: ${message}`);
}

describe('A warning', () => {
  test.each([
    [
      'an aspect ratio beside an image',
      { prompt: 'A cat', image, aspectRatio: '16:9' },
      'aspectRatio: It is most likely ignored: the image decides.',
    ],
    [
      'a prompt beside shots',
      { prompt: 'A cat', shots: [{ prompt: 'A dog', duration: 5 }] },
      'prompt: It is not sent: the shots bring their own prompts.',
    ],
    [
      'shots without sound',
      { sound: false, shots: [{ prompt: 'A dog', duration: 5 }] },
      'sound: Gateways may refuse shots without sound.',
    ],
    [
      'six shots',
      { shots: Array(6).fill({ prompt: 'A dog', duration: 2 }) },
      'shots: Some gateways take at most 5 shots.',
    ],
    [
      'a shot of 13 s',
      {
        shots: [
          { prompt: 'A dog', duration: 2 },
          { prompt: 'A cat', duration: 13 },
        ],
      },
      'shots[1].duration: Some gateways take at most 12 s a shot.',
    ],
    [
      'a shot with a prompt of 501 characters',
      { shots: [{ prompt: '🐕'.repeat(501), duration: 5 }] },
      'shots[0].prompt: Some gateways take at most 500 characters a shot.',
    ],
    [
      'elements without an image',
      { prompt: '@cat', elements: [cat] },
      'elements: Gateways may refuse elements without an image.',
    ],
    [
      'an element with one picture',
      { prompt: '@cat', image, elements: [{ name: 'cat', imageUrls: [image] }] },
      'elements[0].imageUrls: Gateways take 2 to 4 images an element.',
    ],
    [
      'an element with five pictures',
      { prompt: '@cat', image, elements: [{ name: 'cat', imageUrls: Array(5).fill(image) }] },
      'elements[0].imageUrls: Gateways take 2 to 4 images an element.',
    ],
    [
      'an element that the prompt does not mention',
      { prompt: 'A cat', image, elements: [cat] },
      'elements[0].name: No prompt mentions @cat, so it may not show.',
    ],
    [
      'an element that no shot mentions',
      { image, shots: [{ prompt: 'A dog', duration: 5 }], elements: [cat] },
      'elements[0].name: No prompt mentions @cat, so it may not show.',
    ],
  ])('is given for %s', (_what, input, warning) => {
    expect(warningsOf(input)).toEqual([warning]);
  });

  test('is given for everything at once', () => {
    const warnings = warningsOf({
      prompt: 'A cat',
      sound: false,
      shots: [{ prompt: 'A dog', duration: 13 }],
      elements: [cat],
    });

    expect(warnings).toEqual([
      'prompt: It is not sent: the shots bring their own prompts.',
      'sound: Gateways may refuse shots without sound.',
      'shots[0].duration: Some gateways take at most 12 s a shot.',
      'elements: Gateways may refuse elements without an image.',
      'elements[0].name: No prompt mentions @cat, so it may not show.',
    ]);
  });

  test.each([
    ['a plain request', { prompt: 'A cat' }],
    ['an aspect ratio without an image', { prompt: 'A cat', aspectRatio: '1:1' }],
    ['silence without shots', { prompt: 'A cat', sound: false }],
    ['five shots', { shots: Array(5).fill({ prompt: 'A dog', duration: 2 }) }],
    ['a shot of 12 s', { shots: [{ prompt: 'A dog', duration: 12 }] }],
    ['a shot with 500 characters', { shots: [{ prompt: '🐕'.repeat(500), duration: 5 }] }],
    [
      'elements with two pictures, four and a video',
      {
        image,
        shots: [
          { prompt: '@cat meets @bird', duration: 5 },
          { prompt: '@dog', duration: 5 },
        ],
        elements: [
          cat,
          { name: 'bird', imageUrls: Array(4).fill(image) },
          { name: 'dog', videoUrl: 'https://example.com/dog.mp4' },
        ],
      },
    ],
  ])('is not given for %s', (_what, input) => {
    expect(warningsOf(input)).toEqual([]);
  });
});
