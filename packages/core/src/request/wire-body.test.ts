import { describe, expect, test } from 'vitest';

import { parseVideoRequest } from './parse-video-request.ts';
import { wireBody } from './wire-body.ts';

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
});
