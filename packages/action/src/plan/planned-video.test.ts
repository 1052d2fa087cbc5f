import { parseVideoRequest } from '@kling-automation/core';
import { describe, expect, test } from 'vitest';
import { describeFormat, describePrice, planVideo } from './planned-video.ts';

const ask = (input: unknown) => parseVideoRequest(input).request;

describe('the plan of a video', () => {
  test('has its price, its fingerprint and its file', async () => {
    const plan = await planVideo(
      { request: ask({ prompt: 'A lighthouse', mode: 'pro', duration: 8 }) },
      {
        outputDirectory: './out//videos',
      },
    );

    expect(plan).toMatchObject({ description: 'A lighthouse', credits: 640, approximateUsd: 6.4 });
    expect(plan.path).toBe(`out/videos/a-lighthouse-${plan.fingerprint.slice(0, 8)}.mp4`);
  });

  test('is named after the first shot if there is no prompt', async () => {
    const shots = [
      { prompt: 'The stairs', duration: 3 },
      { prompt: 'The lamp', duration: 3 },
    ];

    const plan = await planVideo({ request: ask({ shots }) }, { outputDirectory: 'renders' });

    expect(plan.path).toMatch(/^renders\/the-stairs-[0-9a-f]{8}\.mp4$/);
  });

  test('keeps an absolute directory, and Windows’ separators are slashes', async () => {
    const request = ask({ prompt: 'A lighthouse' });

    expect((await planVideo({ request }, { outputDirectory: '/tmp/a' })).path).toMatch(
      /^\/tmp\/a\/a-/,
    );
    expect((await planVideo({ request }, { outputDirectory: 'a\\b' })).path).toMatch(/^a\/b\/a-/);
  });
});

describe('what a video is paid once under', () => {
  const request = ask({ prompt: 'A lighthouse' });
  const options = { outputDirectory: 'renders' };

  test('is its content, whatever it is called', async () => {
    const plan = await planVideo({ request }, options);
    const named = await planVideo({ request, name: 'Teaser (German)' }, options);

    expect(plan.key).toBe(plan.fingerprint);
    expect(named).toMatchObject({ key: plan.key, path: 'renders/teaser-german.mp4' });
  });

  test('differs from week to week if that makes it new', async () => {
    const weeks = ['2026-W47', '2026-W48', '2026-W47'];

    const plans = await Promise.all(
      weeks.map((period) => planVideo({ request }, { ...options, period })),
    );

    const [one, next, same] = plans;
    expect(one?.fingerprint).toBe(next?.fingerprint);
    expect(one?.key).not.toBe(next?.key);
    expect(one?.path).not.toBe(next?.path);
    expect(one?.key).toBe(same?.key);
  });
});

test('an edition makes the same content a new video', async () => {
  const request = ask({ prompt: 'A lighthouse' });
  const plan = (edition: string, period = '') =>
    planVideo({ request, edition }, { outputDirectory: 'renders', period });

  const plans = [plan(''), plan('2'), plan('3'), plan('2', '2'), plan('', '2')];

  const made = await Promise.all(plans);
  expect(new Set(made.map(({ fingerprint }) => fingerprint)).size).toBe(1);
  expect(new Set(made.map(({ key }) => key)).size).toBe(5);
  expect(new Set(made.map(({ path }) => path)).size).toBe(5);
  expect(await plan('2')).toEqual(made[1]);
});

test('a video of another API is another video, with the same file name', async () => {
  const request = ask({ prompt: 'A lighthouse' });
  const plan = (baseUrl?: string) =>
    planVideo({ request }, { outputDirectory: 'renders', baseUrl });

  const made = await Promise.all([
    plan(),
    plan('https://apiin.one/'),
    plan('https://gateway.test'),
    plan('http://127.0.0.1:8080'),
  ]);

  expect(made[0]?.key).toBe(made[0]?.fingerprint);
  expect(made[1]?.key).toBe(made[0]?.key);
  expect(new Set(made.map(({ key }) => key)).size).toBe(3);
  expect(new Set(made.map(({ path }) => path)).size).toBe(1);
});

describe('words', () => {
  test.each([
    [{ prompt: 'x' }, '5 s, std, 16:9, with sound'],
    [
      { prompt: 'x', image: 'https://a.test/1.png', sound: false },
      '5 s, std, proportions of the image, silent, from an image',
    ],
    [{ shots: [{ prompt: 'x', duration: 3 }] }, '3 s, std, 16:9, with sound, 1 shot'],
  ])('for the format: %j', (input, words) => {
    expect(describeFormat(ask(input))).toBe(words);
  });

  test('for the price', () => {
    expect(describePrice(480, 4.8)).toBe('480 credits, about $4.80');
    expect(describePrice(1, 0.01)).toBe('1 credit, about $0.01');
  });
});
