import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { lastLook } from './last-look.ts';
import { parseTask } from './task.ts';

const a = 'https://cdn.example.com/a.mp4';
const b = 'https://cdn.example.com/b.webm?signature=a1b2';

describe('The last look', () => {
  test.each([
    { clip: a },
    { data: { files: [{ kind: 'video', href: a }] } },
    { data: { data: { data: { data: { data: { link: a } } } } } },
    { data: { task_result: { videos: [{ watermark_url: a }] } } },
    { renditions: { '1080p': a } },
    { text: `{"clip":"${a}"}` },
    { text: JSON.stringify(JSON.stringify([a])) },
    { text: ` ${a}\n` },
    { resource_url: a },
    { image_to_video: { file: a } },
    [[[{ clip: a }]]],
    a,
  ])('finds a link that ends like a video in %j', (response) => {
    expect(lastLook(response)).toEqual([a]);
  });

  test('finds each once, the outermost first, and those with a watermark after the others', () => {
    const response = { deep: { clip: b, again: a }, watermarked: a, also: a };

    expect(lastLook(response)).toEqual([a, b]);
    expect(lastLook({ watermark_url: a, clean: b })).toEqual([b, a]);
  });

  test.each([
    { request: { clip: a } },
    { request_body: `{"clip":"${a}"}` },
    { input: a, inputs: [a], user_input: { clip: a } },
    { param: { clip: a }, params: { clip: a }, paramJson: `{"clip":"${a}"}` },
    { kling_elements: [{ element_input_video_urls: [a] }] },
    { image: a, image_url: a, start_image: a, last_frame: a },
    { source_video: a, reference_videos: [a], task_info: { parent_video: { url: a } } },
    { callback_url: a, callBackUrl: a, webhook_config: { endpoint: a } },
    { cover: a, cover_url: a, thumbnail: a, poster: a, preview: a },
    { urls: { get: a, cancel: a } },
    { prompt: a },
    { help: a, docs: { tutorial: a }, example: a },
  ])('takes none from %j', (response) => {
    expect(lastLook(response)).toEqual([]);
  });

  test.each([
    'https://cdn.example.com/a.png',
    'https://cdn.example.com/a',
    'https://cdn.example.com/?file=a.mp4',
    'see https://cdn.example.com/a.mp4',
    '//cdn.example.com/a.mp4',
    'ftp://cdn.example.com/a.mp4',
    `https://cdn.example.com/${'a'.repeat(9000)}.mp4`,
    '{"clip":',
    5,
    null,
  ])('takes no other text for a link: %.60j', (value) => {
    expect(lastLook({ clip: value })).toEqual([]);
  });

  test('ends after ten thousand values, however many there are', () => {
    const long = [...Array(20_000).fill(0), a];
    const wide = Object.fromEntries(long.map((value, index) => [`key ${index}`, value]));
    const deep: unknown = JSON.parse(`${'['.repeat(100_000)}"${a}"${']'.repeat(100_000)}`);

    expect([long, wide, deep, [long, a]].map(lastLook)).toEqual([[], [], [], [a]]);
  });

  test('happens only where no known place has a link, and only for a success', () => {
    const task = { task_id: 'task_1', clip: a };

    expect(parseTask({ ...task, status: 'completed' }).videoUrl).toBe(a);
    expect(parseTask({ ...task, status: 'completed', url: b }).resultUrls).toEqual([b]);
    expect(parseTask({ ...task, status: 'running' }).resultUrls).toEqual([]);
    expect(parseTask({ ...task, status: 'failed' }).resultUrls).toEqual([]);
  });

  test('never takes a link from an echo, whatever is around it', () => {
    const echoes = fc.constantFrom('request', 'request_body', 'input', 'param', 'callback_url');
    fc.assert(
      fc.property(echoes, fc.jsonValue(), fc.jsonValue(), (key, before, after) => {
        const echo = { [key]: { before, clip: a, list: [a], after } };

        expect(lastLook({ before, data: [echo, { ...echo }], after })).toEqual([]);
      }),
    );
  });
});
