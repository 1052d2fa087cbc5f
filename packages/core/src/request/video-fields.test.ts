import { describe, expect, test } from 'vitest';

import { InvalidRequestError } from '../errors/before-submission.ts';
import { characterCount } from './field-schemas.ts';
import { parseVideoRequest } from './parse-video-request.ts';

const image = 'https://example.com/first.png';

/** Every issue that is found, as `field: message`. */
function issuesOf(input: unknown): readonly string[] {
  try {
    parseVideoRequest(input);
    return [];
  } catch (error) {
    if (!(error instanceof InvalidRequestError)) throw error;
    return error.issues.map(({ field, message }) => `${field}: ${message}`);
  }
}

describe('A request as a whole', () => {
  test.each([
    [undefined, 'missing'],
    [null, 'null'],
    [[{ prompt: 'A cat' }], 'a list'],
    ['A cat', '"A cat"'],
    [5, '5'],
    [true, 'true'],
  ])('is refused when it is %j', (input, found) => {
    expect(issuesOf(input)).toEqual([
      `: Give the request as an object with a prompt; it is ${found}.`,
    ]);
  });
});

describe('A field with one issue', () => {
  const seconds = 'Give a whole number of seconds from 3 to 15; it is';
  const shotSeconds = 'Give a whole number of seconds from 1 to 15; it is';
  const url = 'Give a public URL that starts with http:// or https://; it is';
  const empty = 'The prompt is empty. Describe the video.';

  test.each<[object, string, string]>([
    [{ prompt: '' }, 'prompt', empty],
    [{ prompt: ' \n\t ' }, 'prompt', empty],
    [{ prompt: 5 }, 'prompt', 'Give the prompt as text; it is 5.'],
    [{ prompt: null }, 'prompt', 'Give the prompt as text; it is null.'],
    [{ prompt: ['A cat'] }, 'prompt', 'Give the prompt as text; it is a list.'],
    [{ prompt: { text: 'A cat' } }, 'prompt', 'Give the prompt as text; it is an object.'],

    [{ mode: 'PRO' }, 'mode', 'Choose std or pro; it is "PRO".'],
    [{ mode: '' }, 'mode', 'Choose std or pro; it is "".'],
    [{ mode: null }, 'mode', 'Choose std or pro; it is null.'],

    [{ duration: 2 }, 'duration', `${seconds} 2.`],
    [{ duration: 16 }, 'duration', `${seconds} 16.`],
    [{ duration: -5 }, 'duration', `${seconds} -5.`],
    [{ duration: 5.5 }, 'duration', `${seconds} 5.5.`],
    [{ duration: 16.5 }, 'duration', `${seconds} 16.5.`],
    [{ duration: 1e300 }, 'duration', `${seconds} 1e+300.`],
    [{ duration: Number.NaN }, 'duration', `${seconds} NaN.`],
    [{ duration: Number.POSITIVE_INFINITY }, 'duration', `${seconds} Infinity.`],
    [{ duration: '5' }, 'duration', `${seconds} "5".`],
    [{ duration: null }, 'duration', `${seconds} null.`],

    [{ aspectRatio: '4:3' }, 'aspectRatio', 'Choose 16:9, 9:16 or 1:1; it is "4:3".'],
    [{ aspectRatio: 1 }, 'aspectRatio', 'Choose 16:9, 9:16 or 1:1; it is 1.'],

    [{ sound: 'true' }, 'sound', 'Give true or false; it is "true".'],
    [{ sound: 0 }, 'sound', 'Give true or false; it is 0.'],

    [{ image: '' }, 'image', `${url} "".`],
    [{ image: 'first.png' }, 'image', `${url} "first.png".`],
    [{ image: 'ftp://example.com/a.png' }, 'image', `${url} "ftp://example.com/a.png".`],
    [{ image: 'data:image/png;base64,AA' }, 'image', `${url} "data:image/png;base64,AA".`],
    [{ image: 'https://exa mple.com' }, 'image', `${url} "https://exa mple.com".`],
    [{ image: 7 }, 'image', 'Give the URL as text; it is 7.'],
    [{ callbackUrl: 'file:///etc/hosts' }, 'callbackUrl', `${url} "file:///etc/hosts".`],
    [{ callbackUrl: false }, 'callbackUrl', 'Give the URL as text; it is false.'],

    [{ shots: 'two' }, 'shots', 'Give the shots as a list; it is "two".'],
    [{ shots: [] }, 'shots', 'Give at least one shot, or leave the shots out.'],
    [
      { shots: Array(7).fill({ prompt: 'A cat', duration: 2 }) },
      'shots',
      'At most 6 shots fit into one video.',
    ],
    [
      { shots: ['A cat'] },
      'shots[0]',
      'Give each shot as an object with prompt and duration; it is "A cat".',
    ],
    [{ shots: [{ prompt: '', duration: 5 }] }, 'shots[0].prompt', empty],
    [{ shots: [{ duration: 5 }] }, 'shots[0].prompt', 'Give the prompt as text; it is missing.'],
    [{ shots: [{ prompt: 'A cat' }] }, 'shots[0].duration', `${shotSeconds} missing.`],
    [{ shots: [{ prompt: 'A cat', duration: 0 }] }, 'shots[0].duration', `${shotSeconds} 0.`],
    [{ shots: [{ prompt: 'A cat', duration: 16 }] }, 'shots[0].duration', `${shotSeconds} 16.`],
    [{ shots: [{ prompt: 'A cat', duration: 1.5 }] }, 'shots[0].duration', `${shotSeconds} 1.5.`],
    [
      { shots: [{ prompt: 'A cat', duration: 5, mode: 'pro' }] },
      'shots[0].mode',
      'There is no field "mode". Known: prompt, duration.',
    ],

    [{ elements: {} }, 'elements', 'Give the elements as a list; it is an object.'],
    [
      { elements: ['a', 'b', 'c', 'd'].map((name) => ({ name, imageUrls: [image, image] })) },
      'elements',
      'At most 3 elements fit into one video.',
    ],
    [
      { elements: ['cat'] },
      'elements[0]',
      'Give each element as an object with name and imageUrls or videoUrl; it is "cat".',
    ],
    [
      { elements: [{ imageUrls: [image, image] }] },
      'elements[0].name',
      'Give the name as text; it is missing.',
    ],
    [
      { elements: [{ name: 'cat', description: 5, imageUrls: [image, image] }] },
      'elements[0].description',
      'Give the description as text; it is 5.',
    ],
    [
      { elements: [{ name: 'cat', imageUrls: image }] },
      'elements[0].imageUrls',
      `Give the image URLs as a list; it is "${image}".`,
    ],
    [
      { elements: [{ name: 'cat', imageUrls: [image, 'cat.png'] }] },
      'elements[0].imageUrls[1]',
      `${url} "cat.png".`,
    ],
    [
      { elements: [{ name: 'cat', videoUrl: 'cat.mp4' }] },
      'elements[0].videoUrl',
      `${url} "cat.mp4".`,
    ],
    [
      { elements: [{ name: 'cat', imageUrls: [image, image], image }] },
      'elements[0].image',
      'There is no field "image". Known: name, description, imageUrls, videoUrl.',
    ],

    [{ durration: 8 }, 'durration', 'There is no field "durration". Did you mean "duration"?'],
    [
      { aspect_ratio: '1:1' },
      'aspect_ratio',
      'There is no field "aspect_ratio". Did you mean "aspectRatio"?',
    ],
    [
      JSON.parse('{"__proto__":{"mode":"pro"}}'),
      '__proto__',
      'There is no field "__proto__". Did you mean "prompt"?',
    ],
  ])('is refused: %j', (given, field, message) => {
    expect(issuesOf({ prompt: 'A cat', ...given })).toEqual([`${field}: ${message}`]);
  });

  test.each(['seed', 'constructor', 'toString'])(
    'is refused with all names when none is like it: %s',
    (name) => {
      expect(issuesOf({ prompt: 'A cat', [name]: 7 })).toEqual([
        expect.stringContaining(
          `${name}: There is no field "${name}". Known: prompt, mode, duration, aspectRatio, `,
        ),
      ]);
    },
  );

  test.each(['', 'grey cat', 'cat-1', '@cat', '猫', 'cat\n'])(
    'is refused when it names an element %j',
    (name) => {
      const elements = [{ name, imageUrls: [image, image] }];

      expect(issuesOf({ prompt: 'A cat', elements })).toEqual([
        `elements[0].name: Use only letters A–Z, digits and _ in a name; it is "${name}".`,
      ]);
    },
  );

  test('is shown by its beginning when it is long', () => {
    const image = `ftp://example.com/${'a'.repeat(200)}`;

    expect(issuesOf({ prompt: 'A cat', image })).toEqual([
      `image: ${url} "ftp://example.com/${'a'.repeat(42)}…".`,
    ]);
  });
});

describe('The length of a prompt', () => {
  test.each([
    ['letters', 'x'.repeat(2500)],
    ['emoji beyond the basic plane', '🐈'.repeat(2500)],
    ['letters in white space', `  ${'x'.repeat(2500)}\n`],
  ])('may be 2,500 %s', (_what, prompt) => {
    expect(issuesOf({ prompt })).toEqual([]);
  });

  test.each([
    ['letters', 'x'.repeat(2501)],
    ['emoji beyond the basic plane', '🐈'.repeat(2501)],
    ['letters in white space', `  ${'x'.repeat(2501)}\n`],
  ])('may not be 2,501 %s', (_what, prompt) => {
    expect(issuesOf({ prompt })).toEqual([
      'prompt: Shorten the prompt to 2500 characters; it is 2501 characters long.',
    ]);
  });

  test('counts a letter and its combining accent apart, as the API does', () => {
    expect(characterCount('e\u0301🐈x')).toBe(4);
  });
});

describe('A field at its limit', () => {
  test.each([
    { prompt: 'A cat', duration: 3 },
    { prompt: 'A cat', duration: 15 },
    { prompt: 'A cat', image: 'HTTP://EXAMPLE.COM/A.PNG' },
    { prompt: 'A cat', image: 'http://localhost:5678/signed?token=1' },
    { shots: [{ prompt: 'x'.repeat(3000), duration: 3 }] },
    { shots: Array(6).fill({ prompt: 'A cat', duration: 1 }) },
    { prompt: 'A cat', elements: [] },
    { prompt: 'A cat', elements: [{ name: '_Cat_9', imageUrls: [image] }] },
    { prompt: 'A cat', mode: undefined, duration: undefined, image: undefined, shots: undefined },
  ])('is accepted: %j', (input) => {
    expect(issuesOf(input)).toEqual([]);
  });
});
