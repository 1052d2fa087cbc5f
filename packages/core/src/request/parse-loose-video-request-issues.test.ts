import { describe, expect, test } from 'vitest';

import { InvalidRequestError } from '../errors/before-submission.ts';
import { parseLooseVideoRequest } from './parse-loose-video-request.ts';

const front = 'https://example.com/front.png';

/** Every issue that is found, as `field: message`. */
function issuesOf(input: unknown): readonly string[] {
  try {
    parseLooseVideoRequest(input);
    return [];
  } catch (error) {
    if (!(error instanceof InvalidRequestError)) throw error;
    return error.issues.map(({ field, message }) => `${field}: ${message}`);
  }
}

describe('Nonsense is refused', () => {
  const seconds = 'Give a whole number of seconds from 3 to 15; it is';
  const ratio = 'Choose 16:9, 9:16 or 1:1; it is';

  test.each<[object, string]>([
    [{ mode: 'professional' }, 'mode: Choose std or pro; it is "professional".'],
    [{ mode: 'std or pro' }, 'mode: Choose std or pro; it is "std or pro".'],
    [{ mode: '(1080p)' }, 'mode: Choose std or pro; it is "(1080p)".'],
    [{ mode: 1 }, 'mode: Choose std or pro; it is 1.'],
    [{ mode: 'toString' }, 'mode: Choose std or pro; it is "toString".'],

    [{ duration: 'eight' }, `duration: ${seconds} "eight".`],
    [{ duration: '8 minutes' }, `duration: ${seconds} "8 minutes".`],
    [{ duration: '8-10' }, `duration: ${seconds} "8-10".`],
    [{ duration: '5.5' }, `duration: ${seconds} 5.5.`],
    [{ duration: '5,5' }, `duration: ${seconds} 5.5.`],
    [{ duration: '5,000' }, `duration: ${seconds} "5,000".`],
    [{ duration: '8e0' }, `duration: ${seconds} "8e0".`],
    [{ duration: '0x8' }, `duration: ${seconds} "0x8".`],
    [{ duration: '99' }, `duration: ${seconds} 99.`],
    [{ duration: '-5' }, `duration: ${seconds} -5.`],
    [{ duration: true }, `duration: ${seconds} true.`],
    [{ duration: [8] }, `duration: ${seconds} a list.`],
    [{ duration: Number.NaN }, `duration: ${seconds} NaN.`],

    [{ aspectRatio: '4:3' }, `aspectRatio: ${ratio} "4:3".`],
    [{ aspectRatio: 'wide' }, `aspectRatio: ${ratio} "wide".`],
    [{ aspectRatio: '16:9:30' }, `aspectRatio: ${ratio} "16:9:30".`],
    [{ aspectRatio: 1.78 }, `aspectRatio: ${ratio} 1.78.`],

    [{ sound: 'loud' }, 'sound: Give true or false; it is "loud".'],
    [{ sound: 2 }, 'sound: Give true or false; it is 2.'],
    [{ sound: { on: true } }, 'sound: Give true or false; it is an object.'],

    [{ prompt: 42 }, 'prompt: Give the prompt as text; it is 42.'],
    [
      { image: 'null' },
      'image: Give a public URL that starts with http:// or https://; it is "null".',
    ],

    [{ shots: 'two' }, 'shots: Give the shots as a list; it is "two".'],
    [{ shots: {} }, 'shots: Give the shots as a list; it is an object.'],
    [{ shots: true }, 'shots: Give the shots as a list; it is true.'],
    [{ elements: 'cat' }, 'elements: Give the elements as a list; it is "cat".'],
    [
      { elements: { name: 'cat', imageUrls: 7 } },
      'elements[0].imageUrls: Give the image URLs as a list; it is 7.',
    ],

    [{ durration: '8' }, 'durration: There is no field "durration". Did you mean "duration"?'],
    [{ mod: null }, 'mod: There is no field "mod". Did you mean "mode"?'],
    [{ images: '' }, 'images: There is no field "images". Did you mean "image"?'],
  ])('in the words of the strict rules: %j', (given, issue) => {
    expect(issuesOf({ prompt: 'A cat', ...given })).toEqual([issue]);
  });

  test.each([undefined, null, [], 'A cat', '', 5])('as a whole: %j', (input) => {
    expect(issuesOf(input)).toEqual([expect.stringContaining('as an object with a prompt')]);
  });

  test('with all issues at once, between fields too', () => {
    expect(
      issuesOf({
        mode: 'ultra',
        duration: '10 s',
        sound: 'maybe',
        shots: '[{"prompt":"@bird","duration":"4"},{"prompt":"","duration":"5s"}]',
        elements: [{ name: 'cat', imageUrls: 'cat.png' }],
      }),
    ).toEqual([
      'mode: Choose std or pro; it is "ultra".',
      'sound: Give true or false; it is "maybe".',
      'shots[1].prompt: Give the prompt as text; it is missing.',
      'elements[0].imageUrls[0]: Give a public URL that starts with http:// or https://; it is "cat.png".',
    ]);
  });

  test('at the places that the entries of a list have, although blank ones do not count', () => {
    expect(
      issuesOf({
        shots: [null, { prompt: 'A cat', duration: 0 }, '', 'A dog'],
        elements: ['', { name: 'cat', imageUrls: [null, front, ' ', 'cat.png'] }],
      }),
    ).toEqual([
      'shots[1].duration: Give a whole number of seconds from 1 to 15; it is 0.',
      'shots[3]: Give each shot as an object with prompt and duration; it is "A dog".',
      'elements[1].imageUrls[3]: Give a public URL that starts with http:// or https://; it is "cat.png".',
    ]);
  });
});

describe('JSON text that is not valid', () => {
  test('is refused with its place, and no other issue of its field', () => {
    expect(issuesOf({ mode: 'ultra', shots: '[{"prompt": "A cat", "duration": 3,}]' })).toEqual([
      'shots: It is not valid JSON: line 1, column 36 has } where a name in double quotes is expected.',
      'mode: Choose std or pro; it is "ultra".',
    ]);
  });

  test('is refused also when the prompt would do without it', () => {
    expect(issuesOf({ prompt: 'A cat', elements: '[{"name": cat}]' })).toEqual([
      'elements: It is not valid JSON: line 1, column 11 has cat where a value is expected.',
    ]);
  });

  test('of the images of an element is the only issue of the element', () => {
    const elements = [{ name: 'cat', imageUrls: '[https://example.com/cat.png]' }];

    expect(issuesOf({ prompt: 'A @cat and a @dog', elements })).toEqual([
      'elements[0].imageUrls: It is not valid JSON: line 1, column 2 has https where a value or ] is expected.',
    ]);
  });

  test('is refused within a list, with the issues of the other entries', () => {
    expect(
      issuesOf({
        shots: ['', '{"prompt": "A cat"', { prompt: 'A dog', duration: 0 }],
        elements: [{ name: 'cat', imageUrls: '["https://example.com/1.png"' }],
      }),
    ).toEqual([
      'shots[1]: It is not valid JSON: it ends at line 1, column 19, where a comma or } is missing.',
      'elements[0].imageUrls: It is not valid JSON: it ends at line 1, column 29, where a comma or ] is missing.',
      'shots[2].duration: Give a whole number of seconds from 1 to 15; it is 0.',
    ]);
  });
});
