import { readFileSync } from 'node:fs';
import { describe, expect, expectTypeOf, test } from 'vitest';

import { parseVideoRequest } from './parse-video-request.ts';
import type { VideoField } from './request-field.ts';
import { type VideoFieldName, type VideoRequest, videoFields } from './video-fields.ts';
import { type WireBody, type WireName, wireBody } from './wire-body.ts';

/** What is sent, byte for byte. */
function sent(input: unknown): string {
  return JSON.stringify(wireBody(parseVideoRequest(input).request));
}

describe('The wire body', () => {
  test('of a text-to-video request leaves no default to the API', () => {
    expect(sent({ prompt: 'A lighthouse at dawn' })).toBe(
      '{"model":"kling-3","prompt":"A lighthouse at dawn","mode":"std","duration":5,"aspect_ratio":"16:9","sound":true}',
    );
  });

  test('of an image-to-video request leaves the aspect ratio to the image', () => {
    const image = 'https://example.com/first.png';

    expect(sent({ prompt: 'It comes alive', image, mode: 'pro', duration: 8, sound: false })).toBe(
      '{"model":"kling-3","prompt":"It comes alive","mode":"pro","duration":8,"sound":false,"image":"https://example.com/first.png"}',
    );
  });

  test('of a request with shots and elements has no prompt of its own', () => {
    const input = {
      prompt: 'Two animals',
      aspectRatio: '9:16',
      shots: [
        { prompt: '@cat wakes', duration: 3 },
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

    expect(wireBody(parseVideoRequest(input).request)).toEqual({
      model: 'kling-3',
      mode: 'std',
      duration: 8,
      aspect_ratio: '9:16',
      sound: true,
      multi_shots: true,
      multi_prompt: [
        { prompt: '@cat wakes', duration: 3 },
        { prompt: '@dog barks', duration: 5 },
      ],
      kling_elements: [
        {
          name: 'cat',
          description: 'A grey cat',
          element_input_urls: ['https://example.com/cat-1.png', 'https://example.com/cat-2.png'],
        },
        { name: 'dog', element_input_video_urls: ['https://example.com/dog.mp4'] },
      ],
      callback_url: 'https://example.com/callback',
    });
  });

  test('has every field of the table under the name that docs/contract.md gives it', () => {
    const contract = readFileSync(new URL('../../../../docs/contract.md', import.meta.url), 'utf8');
    const [, section = ''] = contract.split(/^## \d.*$/m).slice(1);
    const documented = [...section.matchAll(/^\| `(\w+)` \|/gm)].map(([, name]) => name);

    const names = Object.values(videoFields).map(({ wireName }) => wireName);

    expect(['model', 'multi_shots', ...names].sort()).toEqual(documented.sort());
  });
});

describe('A field of the table', () => {
  test('does not compile without its name in the API and in both hosts', () => {
    expectTypeOf<Omit<VideoField, 'wireName'>>().not.toExtend<VideoField>();
    expectTypeOf<Omit<VideoField, 'inputName'>>().not.toExtend<VideoField>();
    expectTypeOf<Omit<VideoField, 'parameterName'>>().not.toExtend<VideoField>();
    expectTypeOf<Omit<VideoField, 'isContent'>>().not.toExtend<VideoField>();
    expectTypeOf<Omit<VideoField, 'readLoosely'>>().not.toExtend<VideoField>();
  });

  test('is a field of a request, and every field of a request is in the table', () => {
    expectTypeOf<keyof VideoRequest>().toEqualTypeOf<VideoFieldName>();
    expectTypeOf<VideoRequest['mode']>().toEqualTypeOf<'std' | 'pro'>();
    expectTypeOf<VideoRequest['duration']>().toEqualTypeOf<number>();
    expectTypeOf<WireName>().toEqualTypeOf<keyof WireBody>();
  });
});
