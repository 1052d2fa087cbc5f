import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { findResultUrls, findVideoUrl } from './result-urls.ts';

const a = 'https://cdn.example.com/a.mp4';
const b = 'https://cdn.example.com/b.mp4';

describe('Result URLs', () => {
  test.each([
    { response: [a, b] },
    { response: { resultUrls: [a, b] } },
    { response: '["https://cdn.example.com/a.mp4","https://cdn.example.com/b.mp4"]' },
    {
      response: '{"resultUrls":["https://cdn.example.com/a.mp4","https://cdn.example.com/b.mp4"]}',
    },
    { response: { videos: [{ url: a }, { url: b }] } },
    { output: { urls: [a, b] } },
    { output: { videos: [{ url: a }, { url: b }] } },
    { output: [a, b] },
    { result_urls: [a, b] },
    { resultUrls: [a, b] },
    { results: [a, b] },
    { results: [{ url: a }, { url: b }] },
    { outputs: [a, b] },
    { result: { urls: [a, b] } },
    { result: { videos: [{ url: a }, { url: b }] } },
    {
      resultJson:
        '{"resultUrls":["https://cdn.example.com/a.mp4","https://cdn.example.com/b.mp4"]}',
    },
    { resultJson: { resultUrls: [a, b] } },
    { response_data: [{ video_url: a }, { video_url: b }] },
    { generated: [{ url: a }, b] },
    { works: [{ resource: a }, { video: { resource: b } }] },
    { output: { works: [{ video: { resource_without_watermark: a, resource: b } }] } },
    { video_result: [{ url: a }, { url: b }] },
    { videos: [{ video_url: a }, { video_url: b }] },
    { data: [a, b] },
    {
      task_result: {
        videos: [
          { id: '1', url: a },
          { id: '2', url: b },
        ],
      },
    },
  ])('are all found in %j', (scope) => {
    expect(findResultUrls([scope])).toEqual([a, b]);
  });

  test.each([
    { response: a },
    { response: ` ${a}\n` },
    { response: '"https://cdn.example.com/a.mp4"' },
    { response: { video_url: a } },
    { response: { url: a } },
    { output: { video_url: a } },
    { output: { video: a } },
    { output: { video: { url: a } } },
    { output: { url: a } },
    { output: a },
    { video_url: a },
    { videoUrl: a },
    { url: a },
    { result_url: a },
    { result_urls: a },
    { result: a },
    { result: { url: a } },
    { result: { video_url: a } },
    { video: { url: a } },
    { content: { video_url: a } },
    { metadata: { url: a } },
    { fail_reason: a },
    { data: a },
  ])('may be one, in %j', (scope) => {
    expect(findResultUrls([scope])).toEqual([a]);
  });

  test.each([
    [{ response: a }, { output: b }],
    [{ output: a }, { video_url: b }],
    [{ video_url: a }, { videoUrl: b }],
    [{ videoUrl: a }, { url: b }],
    [{ url: a }, { result_url: b }],
    [{ result_url: a }, { result_urls: [b] }],
    [{ result_urls: [a] }, { resultUrls: [b] }],
    [{ resultUrls: [a] }, { results: [b] }],
    [{ results: [a] }, { outputs: [b] }],
    [{ outputs: [a] }, { result: b }],
    [{ result: a }, { resultJson: '["https://cdn.example.com/b.mp4"]' }],
    [
      { resultJson: '["https://cdn.example.com/a.mp4"]' },
      { task_result: { videos: [{ url: b }] } },
    ],
    [{ task_result: { videos: [{ url: a }] } }, { video: { url: b } }],
    [{ video: { url: a } }, { content: { video_url: b } }],
    [{ content: a }, { response_data: [b] }],
    [{ response_data: [a] }, { generated: [b] }],
    [{ generated: [a] }, { works: [b] }],
    [{ works: [a] }, { video_result: [b] }],
    [{ video_result: [a] }, { videos: [b] }],
    [{ videos: [a] }, { metadata: { url: b } }],
    [{ metadata: { url: a } }, { data: b }],
    [{ data: a }, { fail_reason: b }],
  ])('in %j come before those in %j', (first, second) => {
    expect(findResultUrls([{ ...second, ...first }])).toEqual([a, b]);
  });

  test('in the first scope that has any hide those in the next', () => {
    expect(findResultUrls([{ url: a }, { url: b }])).toEqual([a]);
    expect(findResultUrls([{ response: null }, { url: b }])).toEqual([b]);
    expect(findResultUrls([])).toEqual([]);
  });

  test('are listed once each', () => {
    expect(findResultUrls([{ response: [a, b, a], video_url: a }])).toEqual([a, b]);
  });

  test.each([
    { request: { image: a, url: a, video_url: a } },
    { request_body: `{"url":"${a}"}` },
    { input: { url: a } },
    { param: { image: a, url: a } },
    { output: { input: { url: a }, request: { url: a } } },
    { cover: a, cover_url: a, cover_image_url: a },
    { thumbnail: a, thumbnail_url: a, thumbnails: [a] },
    { output: { cover: a, cover_url: a, thumbnail: a, thumbnails: [a], image: a } },
    { task_result: { videos: [{ cover_image_url: a, thumbnail: { url: a } }] } },
    { urls: { get: a, cancel: a } },
    { urls: [a] },
    { metadata: { cover_url: a }, response_data: [{ image_url: a }], fail_reason: `see ${a}` },
    { output: { urls: { get: a } } },
    { callback_url: a, callbackUrl: a },
    { result: { callback_url: a, image: a, param: { url: a } } },
  ])('are never taken from %j', (scope) => {
    expect(findResultUrls([scope])).toEqual([]);
  });

  test.each([
    '/media/a.mp4',
    '//cdn.example.com/a.mp4',
    'cdn.example.com/a.mp4',
    'ftp://cdn.example.com/a.mp4',
    'data:video/mp4;base64,AAAA',
    'javascript:alert(1)',
    'https://',
    'https://exa mple.com/a.mp4',
    `https://cdn.example.com/a.mp4?${'x'.repeat(9000)}`,
    'see https://cdn.example.com/a.mp4',
    '["https://cdn.example.com/a.mp4"',
    '{}',
    '',
    null,
    5,
    true,
  ])('are absolute and http(s), which %.60j is not', (value) => {
    expect(findResultUrls([{ response: value, output: [value], result: { url: value } }])).toEqual(
      [],
    );
  });

  test('are not looked for deeper than responses go', () => {
    expect(findResultUrls([{ response: [[[[[[a]]]]]] }])).toEqual([a]);
    expect(findResultUrls([{ response: [[[[[[[a]]]]]]] }])).toEqual([]);
  });

  test('are looked for among ten thousand values of each part', () => {
    const filler = Array(20_000).fill(0);

    expect(findResultUrls([{ response: [a, ...filler, b] }])).toEqual([a]);
    expect(findResultUrls([{ response: [filler, filler, a], url: b }, { url: a }])).toEqual([a]);
  });

  test('are always absolute and http(s), whatever the response holds', () => {
    const almostUrls = fc.constantFrom('https://a.example', '//a.example', 'ftp://a.example', '{}');
    const urlish = fc.oneof(almostUrls, fc.string(), fc.tuple(almostUrls, fc.string()).map(String));
    const keys = fc.constantFrom('response', 'output', 'url', 'videos', 'result');
    const { tree } = fc.letrec((tie) => ({
      tree: fc.oneof(
        { maxDepth: 3 },
        urlish,
        fc.array(tie('tree'), { maxLength: 3 }),
        fc.dictionary(keys, tie('tree'), { maxKeys: 3 }),
      ),
    }));
    const scopes = fc.dictionary(keys, tree, { maxKeys: 3 });
    fc.assert(
      fc.property(scopes, (scope) => {
        const urls = findResultUrls([scope]);

        expect(urls.filter((url) => !/^https?:\/\//i.test(url) || !URL.canParse(url))).toEqual([]);
      }),
    );
  });
});

describe('The video among the results', () => {
  const signed = 'https://cdn.example.com/file/8f14e45f?signature=a1b2';
  const picture = 'https://cdn.example.com/a.png?v=1';

  test.each([
    ['https://cdn.example.com/a.mp4'],
    ['https://cdn.example.com/a.MOV?signature=a1b2'],
    ['https://cdn.example.com/a.webm#t=1'],
    ['https://cdn.example.com/a.m4v'],
    ['https://cdn.example.com/a.mkv'],
  ])('is the first that ends like one: %s', (video) => {
    expect(findVideoUrl([picture, signed, video, b])).toBe(video);
  });

  test('is else the first that does not end like something else', () => {
    expect(findVideoUrl([picture, signed])).toBe(signed);
    expect(findVideoUrl(['https://cdn.example.com/v1.2/render'])).toBe(
      'https://cdn.example.com/v1.2/render',
    );
  });

  test.each(
    'jpg jpeg png gif webp avif bmp svg mp3 wav ogg m4a aac flac json txt srt vtt'.split(' '),
  )('is not a file that ends in .%s', (ending) => {
    expect(findVideoUrl([`https://cdn.example.com/a.${ending}`])).toBeUndefined();
    expect(findVideoUrl([`https://cdn.example.com/a.${ending.toUpperCase()}?v=1`])).toBeUndefined();
  });

  test('is none where there are no results', () => {
    expect(findVideoUrl([])).toBeUndefined();
  });
});
