import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { fingerprint } from './fingerprint.ts';
import { parseVideoRequest } from './parse-video-request.ts';

const image = 'https://example.com/first.png';

async function fingerprintOf(input: unknown): Promise<string> {
  return fingerprint(parseVideoRequest(input).request);
}

/** The literals are sha256sum's, over the canonical JSON written by hand in the comment above. */
describe('The fingerprint is pinned', () => {
  test('for a plain request', async () => {
    // {"aspect_ratio":"16:9","duration":5,"mode":"std","model":"kling-3","prompt":"A lighthouse at dawn","sound":true}
    expect(await fingerprintOf({ prompt: 'A lighthouse at dawn' })).toBe(
      'b04f40c9d4f9663f14630d428f6d85a2816d98f8be8e314b726ebd6e5c22b3d2',
    );
  });

  test('for a request with everything', async () => {
    const input = {
      mode: 'pro',
      sound: false,
      image,
      shots: [
        { prompt: '@cat wakes – 猫醒了 🐈', duration: 3 },
        { prompt: '@dog barks', duration: 5 },
      ],
      elements: [
        {
          name: 'cat',
          description: 'A grey cat',
          imageUrls: ['https://example.com/cat-1.png', 'https://example.com/cat-2.png'],
        },
        { name: 'dog', videoUrl: 'https://example.com/dog.mp4' },
      ],
      callbackUrl: 'https://example.com/callback',
    };

    // {"duration":8,"image":"https://example.com/first.png","kling_elements":[{"description":"A grey cat","element_input_urls":["https://example.com/cat-1.png","https://example.com/cat-2.png"],"name":"cat"},{"element_input_video_urls":["https://example.com/dog.mp4"],"name":"dog"}],"mode":"pro","model":"kling-3","multi_prompt":[{"duration":3,"prompt":"@cat wakes – 猫醒了 🐈"},{"duration":5,"prompt":"@dog barks"}],"multi_shots":true,"sound":false}
    expect(await fingerprintOf(input)).toBe(
      '4b6b56dacb985a0e73dc9a6866d6246bc659867b289c3314d61735259627c3d8',
    );
  });
});

describe('The fingerprint does not depend on', () => {
  test('the order of keys', async () => {
    await fc.assert(
      fc.asyncProperty(shuffledEntries, async ({ entries, shuffled }) => {
        const one = await fingerprintOf(Object.fromEntries(entries));
        const other = await fingerprintOf(Object.fromEntries(shuffled));

        expect(other).toBe(one);
      }),
    );
  });

  test('whether defaults were given or filled in', async () => {
    await fc.assert(
      fc.asyncProperty(fc.record(defaults, { requiredKeys: [] }), async (given) => {
        expect(await fingerprintOf({ prompt: 'A cat', ...given })).toBe(
          await fingerprintOf({ prompt: 'A cat' }),
        );
      }),
    );
  });

  test('where the end is reported', async () => {
    await fc.assert(
      fc.asyncProperty(callbackUrls, async (callbackUrl) => {
        expect(await fingerprintOf({ prompt: 'A cat', callbackUrl })).toBe(
          await fingerprintOf({ prompt: 'A cat' }),
        );
      }),
    );
  });

  test('white space around the prompt', async () => {
    expect(await fingerprintOf({ prompt: ' A cat\n' })).toBe(
      await fingerprintOf({ prompt: 'A cat' }),
    );
  });

  test('a prompt that shots replace, and a duration that they make up', async () => {
    const shots = [{ prompt: 'A cat', duration: 5 }];

    expect(await fingerprintOf({ prompt: 'A dog', duration: 5, shots })).toBe(
      await fingerprintOf({ shots }),
    );
  });
});

describe('The fingerprint changes with', () => {
  const base = {
    prompt: 'A cat',
    mode: 'std',
    duration: 6,
    aspectRatio: '16:9',
    sound: true,
    image,
    elements: [{ name: 'cat', imageUrls: [image, image] }],
  };

  test.each([
    ['a letter of the prompt', { prompt: 'A bat' }],
    ['the mode', { mode: 'pro' }],
    ['a second', { duration: 7 }],
    ['the aspect ratio', { aspectRatio: '9:16' }],
    ['the lack of an aspect ratio', { aspectRatio: undefined }],
    ['silence', { sound: false }],
    ['another image', { image: 'https://example.com/second.png' }],
    ['no image', { image: undefined }],
    ['no elements', { elements: undefined }],
    ['the name of an element', { elements: [{ name: 'Cat', imageUrls: [image, image] }] }],
    ['the pictures of an element', { elements: [{ name: 'cat', imageUrls: [image] }] }],
    [
      'the description of an element',
      { elements: [{ name: 'cat', description: 'grey', imageUrls: [image, image] }] },
    ],
    ['shots', { shots: [{ prompt: 'A cat', duration: 6 }] }],
  ])('%s', async (_what, change) => {
    expect(await fingerprintOf({ ...base, ...change })).not.toBe(await fingerprintOf(base));
  });

  test('the order of shots', async () => {
    const wakes = { prompt: 'It wakes', duration: 3 };
    const sleeps = { prompt: 'It sleeps', duration: 3 };

    expect(await fingerprintOf({ shots: [wakes, sleeps] })).not.toBe(
      await fingerprintOf({ shots: [sleeps, wakes] }),
    );
  });

  test('any change of the prompt', async () => {
    const prompts = fc.string({ minLength: 1 }).map((text) => `a${text}z`);
    await fc.assert(
      fc.asyncProperty(prompts, prompts, async (prompt, other) => {
        fc.pre(prompt !== other);

        expect(await fingerprintOf({ prompt })).not.toBe(await fingerprintOf({ prompt: other }));
      }),
    );
  });

  test('any change of what is rendered, and is always 64 hexadecimal digits', async () => {
    const rendered = fc.record({
      prompt: fc.constantFrom('A cat', 'A dog'),
      mode: fc.constantFrom('std', 'pro'),
      duration: fc.integer({ min: 3, max: 15 }),
      aspectRatio: fc.constantFrom('16:9', '9:16', '1:1'),
      sound: fc.boolean(),
    });
    await fc.assert(
      fc.asyncProperty(rendered, rendered, async (one, other) => {
        const prints = [await fingerprintOf(one), await fingerprintOf(other)];

        expect(prints[0]).toMatch(/^[0-9a-f]{64}$/);
        expect(prints[0] === prints[1]).toBe(JSON.stringify(one) === JSON.stringify(other));
      }),
    );
  });
});

const defaults = {
  mode: fc.constant('std'),
  duration: fc.constant(5),
  aspectRatio: fc.constant('16:9'),
  sound: fc.constant(true),
};

const callbackUrls = fc.nat().map((number) => `https://example.com/callback/${number}`);

const entriesOfRequest = Object.entries({
  prompt: 'A cat',
  mode: 'pro',
  duration: 8,
  aspectRatio: '1:1',
  sound: false,
  image,
});

const shuffledEntries = fc
  .shuffledSubarray(entriesOfRequest, { minLength: entriesOfRequest.length })
  .map((shuffled) => ({ entries: entriesOfRequest, shuffled }));
