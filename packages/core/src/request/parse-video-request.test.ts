import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { InvalidRequestError } from '../errors/before-submission.ts';
import { oddRequests, validRequests } from '../testing/arbitrary-requests.ts';
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

describe('A video request', () => {
  test('has every default filled in', () => {
    const { request, warnings } = parseVideoRequest({ prompt: 'A lighthouse at dawn' });

    expect(request).toEqual({
      prompt: 'A lighthouse at dawn',
      mode: 'std',
      duration: 5,
      aspectRatio: '16:9',
      sound: true,
    });
    expect(warnings).toEqual([]);
  });

  test('keeps what was given', () => {
    const given = {
      prompt: '@cat at dawn',
      mode: 'pro',
      duration: 15,
      aspectRatio: '9:16',
      sound: false,
      image,
      elements: [
        { name: 'cat', description: 'A grey cat', imageUrls: [image, image] },
        { name: 'dog', videoUrl: 'https://example.com/dog.mp4' },
      ],
      callbackUrl: 'https://example.com/callback',
    };

    expect(parseVideoRequest(given).request).toEqual(given);
  });

  test('leaves the aspect ratio to the image', () => {
    const { request } = parseVideoRequest({ prompt: 'A cat', image });

    expect(request).toEqual({ prompt: 'A cat', mode: 'std', duration: 5, sound: true, image });
  });

  test('takes its duration from the shots, and drops the prompt', () => {
    const shots = [
      { prompt: 'A cat', duration: 4 },
      { prompt: 'A dog', duration: 3 },
    ];

    expect(parseVideoRequest({ prompt: 'Two animals', shots }).request).toEqual({
      shots,
      mode: 'std',
      duration: 7,
      aspectRatio: '16:9',
      sound: true,
    });
  });

  test('has no white space around its texts', () => {
    const { request } = parseVideoRequest({
      prompt: '\n A cat  at dawn \t',
      image: ` ${image} `,
      elements: [{ name: 'cat', description: ' grey ', imageUrls: [` ${image}\n`] }],
      callbackUrl: ' https://example.com/callback ',
    });

    expect(request).toEqual({
      prompt: 'A cat  at dawn',
      mode: 'std',
      duration: 5,
      sound: true,
      image,
      elements: [{ name: 'cat', description: 'grey', imageUrls: [image] }],
      callbackUrl: 'https://example.com/callback',
    });
  });

  test('has no empty lists and descriptions', () => {
    const videoUrl = 'https://example.com/cat.mp4';

    const without = parseVideoRequest({ prompt: 'A cat', elements: [] });
    const blank = parseVideoRequest({
      prompt: '@cat',
      image,
      elements: [{ name: 'cat', description: ' ', imageUrls: [], videoUrl }],
    });

    expect(without.request).not.toHaveProperty('elements');
    expect(blank.request.elements).toEqual([{ name: 'cat', videoUrl }]);
    expect(blank.warnings).toEqual([]);
  });
});

describe('A request with many issues', () => {
  test('is refused with all of them, each with its field', () => {
    expect(
      issuesOf({
        mode: 'best',
        sound: 'on',
        image: 'first.png',
        durration: 7,
        shots: [
          { prompt: '@bird', duration: 15 },
          { prompt: '@cat', duration: 15 },
        ],
        elements: [{ name: 'cat' }],
      }),
    ).toEqual([
      'mode: Choose std or pro; it is "best".',
      'sound: Give true or false; it is "on".',
      'image: Give a public URL that starts with http:// or https://; it is "first.png".',
      'durration: There is no field "durration". Did you mean "duration"?',
      'shots: The shots add up to 30 s. A video takes 3 to 15 s in all.',
      'elements[0]: Give "cat" either imageUrls or a videoUrl.',
      'shots[0].prompt: No element is named @bird. Known: @cat.',
    ]);
  });

  test('is refused with those of every shot and element', () => {
    expect(
      issuesOf({
        shots: [
          { prompt: ' ', duration: 0 },
          { prompt: 'A cat', duration: 3, mode: 'pro', seed: 7 },
        ],
        elements: [{ name: 'grey cat' }, { name: 'dog', videoUrl: 'dog.mp4' }],
      }),
    ).toEqual([
      'shots[0].prompt: The prompt is empty. Describe the video.',
      'shots[0].duration: Give a whole number of seconds from 1 to 15; it is 0.',
      'shots[1].mode: There is no field "mode". Known: prompt, duration.',
      'shots[1].seed: There is no field "seed". Known: prompt, duration.',
      'elements[0].name: Use only letters A–Z, digits and _ in a name; it is "grey cat".',
      'elements[1].videoUrl: Give a public URL that starts with http:// or https://; it is "dog.mp4".',
    ]);
  });

  test('shows all of it in one message', () => {
    expect(() => parseVideoRequest({ mode: 'best' })).toThrow(
      new InvalidRequestError([
        { path: ['mode'], field: 'mode', message: 'Choose std or pro; it is "best".' },
        {
          path: ['prompt'],
          field: 'prompt',
          message: 'Describe the video, or give shots.',
        },
      ]),
    );
  });

  test('reports the path of each as keys', () => {
    const caught = caughtFrom({ prompt: 'A cat', shots: [{ prompt: 'A cat', duration: 20 }] });

    expect(caught).toMatchObject({ issues: [{ path: ['shots', 0, 'duration'] }] });
  });
});

describe('Checking a request', () => {
  test('throws nothing but InvalidRequestError, whatever it is given', () => {
    fc.assert(
      fc.property(fc.oneof(fc.anything(), oddRequests), (input) => {
        const caught = caughtFrom(input);

        expect(caught === undefined || caught instanceof InvalidRequestError).toBe(true);
      }),
    );
  });

  test('accepts its own result, and returns it unchanged', () => {
    fc.assert(
      fc.property(validRequests, (input) => {
        const { request } = parseVideoRequest(input);

        expect(parseVideoRequest(request).request).toEqual(request);
      }),
    );
  });
});

function caughtFrom(input: unknown): unknown {
  try {
    parseVideoRequest(input);
    return undefined;
  } catch (error) {
    return error;
  }
}
