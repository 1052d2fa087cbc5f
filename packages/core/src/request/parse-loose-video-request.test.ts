import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { InvalidRequestError } from '../errors/before-submission.ts';
import { oddRequests, validRequests } from '../testing/arbitrary-requests.ts';
import { parseLooseVideoRequest } from './parse-loose-video-request.ts';
import { parseVideoRequest } from './parse-video-request.ts';

const front = 'https://example.com/front.png';
const side = 'https://example.com/side.png';
const clip = 'https://example.com/cat.mp4';

/** What `{ prompt: 'A cat' }` is read as. */
const plain = {
  prompt: 'A cat',
  mode: 'std',
  duration: 5,
  aspectRatio: '16:9',
  sound: true,
};

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

describe('A value that is not given', () => {
  const blanks = [undefined, null, '', ' ', '\t', '\r\n', '\u00a0', '\ufeff', []];
  const names = ['mode', 'duration', 'aspectRatio', 'sound', 'image', 'shots', 'elements'];

  test.each(blanks)('as %j leaves every field to its default', (blank) => {
    const fields = Object.fromEntries(names.map((name) => [name, blank]));

    const { request, warnings } = parseLooseVideoRequest({
      ...fields,
      prompt: 'A cat',
      callbackUrl: blank,
    });

    expect(request).toStrictEqual(plain);
    expect(warnings).toEqual([]);
  });

  test.each(blanks)('as %j is no prompt', (prompt) => {
    expect(issuesOf({ prompt })).toEqual(['prompt: Describe the video, or give shots.']);
  });

  test.each(blanks)('as %j does not replace the prompt by shots', (shots) => {
    expect(parseLooseVideoRequest({ prompt: 'A cat', shots }).request).toStrictEqual(plain);
  });

  test.each(['auto', 'AUTO', ' Auto ', 'Automatic', 'automatic (as the image)'])(
    'as the aspect ratio %j leaves it to the image',
    (aspectRatio) => {
      const { request, warnings } = parseLooseVideoRequest({
        prompt: 'A cat',
        image: front,
        aspectRatio,
      });

      expect(request).not.toHaveProperty('aspectRatio');
      expect(warnings).toEqual([]);
    },
  );
});

describe('A value', () => {
  test.each<[source: string, given: object, read: object]>([
    ['a CSV file', { mode: 'PRO' }, { mode: 'pro' }],
    ['a CSV file', { mode: ' pro ' }, { mode: 'pro' }],
    ['a CSV file', { mode: 'Std\r' }, { mode: 'std' }],
    ['the panel of n8n', { mode: 'Pro (1080p)' }, { mode: 'pro' }],
    ['the panel of n8n', { mode: 'Standard (720p)' }, { mode: 'std' }],
    ['a person', { mode: 'standard' }, { mode: 'std' }],
    ['a person', { mode: 'PRO(1080p)' }, { mode: 'pro' }],

    ['JSON', { duration: 8 }, { duration: 8 }],
    ['JSON', { duration: 8.0 }, { duration: 8 }],
    ['a CSV file', { duration: '8' }, { duration: 8 }],
    ['a CSV file', { duration: ' 8 ' }, { duration: 8 }],
    ['a CSV file', { duration: '08' }, { duration: 8 }],
    ['a sheet', { duration: '8.0' }, { duration: 8 }],
    ['a sheet', { duration: '8.00' }, { duration: 8 }],
    ['a database', { duration: '8.000000' }, { duration: 8 }],
    ['a German sheet', { duration: '8,0' }, { duration: 8 }],
    ['a German sheet', { duration: '8,00' }, { duration: 8 }],
    ['a person', { duration: '5s' }, { duration: 5 }],
    ['a person', { duration: '8 s' }, { duration: 8 }],
    ['a person', { duration: '8S' }, { duration: 8 }],
    ['a person', { duration: '8 sec' }, { duration: 8 }],
    ['a person', { duration: '8 seconds' }, { duration: 8 }],
    ['a person', { duration: '+8' }, { duration: 8 }],
    ['a person', { duration: '8,0 s' }, { duration: 8 }],

    ['a CSV file', { aspectRatio: '9:16 ' }, { aspectRatio: '9:16' }],
    ['the panel of n8n', { aspectRatio: '16:9 (Landscape)' }, { aspectRatio: '16:9' }],
    ['the panel of n8n', { aspectRatio: '9:16 (Vertical)' }, { aspectRatio: '9:16' }],
    ['the panel of n8n', { aspectRatio: '1:1 (Square)' }, { aspectRatio: '1:1' }],
    ['a sheet that takes it for a time', { aspectRatio: '16:09' }, { aspectRatio: '16:9' }],
    ['a sheet that takes it for a time', { aspectRatio: '09:16' }, { aspectRatio: '9:16' }],
    ['a sheet that takes it for a time', { aspectRatio: '16:09:00' }, { aspectRatio: '16:9' }],
    ['a sheet that takes it for a time', { aspectRatio: '1:01:00' }, { aspectRatio: '1:1' }],
    ['a person', { aspectRatio: '9x16' }, { aspectRatio: '9:16' }],
    ['a person', { aspectRatio: '9 × 16' }, { aspectRatio: '9:16' }],
    ['a person', { aspectRatio: '9/16' }, { aspectRatio: '9:16' }],
    ['a person', { aspectRatio: '9 : 16' }, { aspectRatio: '9:16' }],
    ['a Chinese keyboard', { aspectRatio: '9：16' }, { aspectRatio: '9:16' }],

    ['JSON', { sound: false }, { sound: false }],
    ['JSON', { sound: 0 }, { sound: false }],
    ['JSON', { sound: 1 }, { sound: true }],
    ['a CSV file', { sound: 'false' }, { sound: false }],
    ['a CSV file', { sound: '0' }, { sound: false }],
    ['a CSV file', { sound: '1' }, { sound: true }],
    ['a sheet', { sound: 'FALSE' }, { sound: false }],
    ['a sheet', { sound: 'TRUE' }, { sound: true }],
    ['Python', { sound: 'False' }, { sound: false }],
    ['YAML', { sound: 'no' }, { sound: false }],
    ['YAML', { sound: 'No' }, { sound: false }],
    ['YAML', { sound: 'off' }, { sound: false }],
    ['YAML', { sound: 'n' }, { sound: false }],
    ['YAML', { sound: 'yes' }, { sound: true }],
    ['YAML', { sound: 'On' }, { sound: true }],
    ['PostgreSQL', { sound: 'f' }, { sound: false }],
    ['PostgreSQL', { sound: 't' }, { sound: true }],
    ['a person', { sound: ' Yes ' }, { sound: true }],

    ['a CSV file', { prompt: ' A cat\r\n' }, {}],
    ['a person', { prompt: 'NO (really)' }, { prompt: 'NO (really)' }],
    ['a person', { prompt: '[wide] A cat' }, { prompt: '[wide] A cat' }],
    ['a CSV file', { callbackUrl: ` ${clip}\n` }, { callbackUrl: clip }],
  ])('from %s is read: %j', (_source, given, read) => {
    const { request } = parseLooseVideoRequest({ prompt: 'A cat', ...given });

    expect(request).toStrictEqual({ ...plain, ...read });
  });

  test('of the image is read with its white space', () => {
    const { request } = parseLooseVideoRequest({ prompt: 'A cat', image: ` ${front}\n` });

    expect(request).toStrictEqual({
      prompt: 'A cat',
      mode: 'std',
      duration: 5,
      sound: true,
      image: front,
    });
  });
});

describe('Shots', () => {
  const read = [
    { prompt: 'A cat wakes', duration: 3 },
    { prompt: 'A dog barks', duration: 4 },
  ];

  test.each<[string, unknown]>([
    ['a list', read],
    ['a list of texts', read.map((shot) => JSON.stringify(shot))],
    [
      'a list with seconds as text',
      [
        { prompt: 'A cat wakes', duration: '3s' },
        { prompt: 'A dog barks ', duration: '4.0' },
      ],
    ],
    ['JSON text', JSON.stringify(read)],
    ['JSON text over several lines', ` ${JSON.stringify(read, null, 2)}\n`],
    ['a list with gaps', [null, read[0], '', undefined, read[1], ' ']],
    [
      'JSON text with gaps',
      '[{"prompt":"A cat wakes","duration":3},null,{"prompt":"A dog barks","duration":"4"}]',
    ],
  ])('as %s are read', (_how, shots) => {
    const { request } = parseLooseVideoRequest({ shots });

    expect(request).toStrictEqual({
      mode: 'std',
      duration: 7,
      aspectRatio: '16:9',
      sound: true,
      shots: read,
    });
  });

  test.each<[string, unknown]>([
    ['one object', { prompt: 'A cat wakes', duration: '3' }],
    ['JSON text of one object', '{"prompt": "A cat wakes", "duration": 3}'],
  ])('as %s are one shot', (_how, shots) => {
    expect(parseLooseVideoRequest({ shots }).request).toStrictEqual({
      mode: 'std',
      duration: 3,
      aspectRatio: '16:9',
      sound: true,
      shots: [{ prompt: 'A cat wakes', duration: 3 }],
    });
  });
});

describe('Elements', () => {
  const cat = { name: 'cat', imageUrls: [front, side] };

  test.each<[string, unknown]>([
    ['a list', [cat]],
    ['one object', cat],
    ['JSON text', JSON.stringify([cat])],
    ['JSON text of one object', JSON.stringify(cat)],
    ['a list with blank fields', [{ ...cat, description: ' ', videoUrl: null }]],
    ['a list with a gap', [null, cat]],
    ['image URLs between commas', [{ name: 'cat', imageUrls: `${front},${side}` }]],
    ['image URLs between commas and blanks', [{ name: 'cat', imageUrls: `${front}, ${side}, ` }]],
    ['image URLs between semicolons', [{ name: 'cat', imageUrls: `${front};${side}` }]],
    ['image URLs on lines', [{ name: 'cat', imageUrls: `\n${front}\r\n${side}\n` }]],
    ['image URLs as JSON text', [{ name: 'cat', imageUrls: JSON.stringify([front, side]) }]],
    ['image URLs with gaps', [{ name: 'cat', imageUrls: ['', front, null, ` ${side}`] }]],
  ])('as %s are read', (_how, elements) => {
    const { request } = parseLooseVideoRequest({ prompt: '@cat at dawn', image: front, elements });

    expect(request.elements).toStrictEqual([cat]);
  });

  test('with an image URL that holds commas are read', () => {
    const scaled = 'https://example.com/w_300,h_300/cat.png';
    const imageUrls = `${scaled},${front}`;

    const { request } = parseLooseVideoRequest({
      prompt: '@cat',
      elements: { name: 'cat', imageUrls },
    });

    expect(request.elements).toStrictEqual([{ name: 'cat', imageUrls: [scaled, front] }]);
  });

  test('with a video have no images', () => {
    const element = { name: 'cat', imageUrls: ' ', videoUrl: ` ${clip} ` };

    const { request } = parseLooseVideoRequest({ prompt: '@cat', elements: [element] });

    expect(request.elements).toStrictEqual([{ name: 'cat', videoUrl: clip }]);
  });
});

describe('A warning', () => {
  test('is at the place that the entry of a list has', () => {
    const { warnings } = parseLooseVideoRequest({
      prompt: 'unused',
      shots: [null, { prompt: 'A cat', duration: 13 }],
    });

    expect(warnings.map(({ field }) => field)).toEqual(['prompt', 'shots[1].duration']);
  });
});

describe('The loose reader', () => {
  test('reads what the strict one accepts as the same request', () => {
    fc.assert(
      fc.property(validRequests, (input) => {
        expect(parseLooseVideoRequest(input)).toEqual(parseVideoRequest(input));
      }),
    );
  });

  test('reads the same request when every value is text', () => {
    fc.assert(
      fc.property(validRequests, (input) => {
        const texts = Object.entries(input).map(([name, value]) => [
          name,
          typeof value === 'string' ? ` ${value} ` : JSON.stringify(value),
        ]);

        expect(parseLooseVideoRequest(Object.fromEntries(texts))).toEqual(parseVideoRequest(input));
      }),
    );
  });

  test('throws nothing but InvalidRequestError', () => {
    fc.assert(
      fc.property(fc.oneof(fc.anything(), oddRequests), (input) => {
        expect(() => issuesOf(input)).not.toThrow();
      }),
    );
  });
});
