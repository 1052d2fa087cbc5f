import { describe, expect, test } from 'vitest';

import type { WireBody } from '../request/wire-body.ts';
import { echoAgrees } from './echo.ts';
import { parseTask } from './task.ts';

describe('The echo of a request', () => {
  const request = { prompt: 'A pier' };

  test.each([
    { data: { request } },
    { data: { task_id: 'task_1' }, request },
    { data: { request_body: request } },
    { requestBody: request },
    { input: request },
    { data: { param: '{"prompt":"A pier"}' } },
    { params: request },
    { data: { paramJson: '{"prompt":"A pier"}' } },
    { request: '', input: null, param: 'no JSON', params: request },
    { data: { data: { request } } },
  ])('is found in %j', (response) => {
    expect(parseTask(response).echo).toEqual(request);
  });

  test.each([{}, { request: 'A pier' }, { input: [request] }, { param: 5 }])(
    'is not in %j',
    (response) => {
      expect(parseTask(response).echo).toBeUndefined();
    },
  );
});

describe('The echo of a task', () => {
  const sent: WireBody = {
    model: 'kling-3',
    prompt: 'A pier at dawn',
    mode: 'std',
    duration: 5,
    aspect_ratio: '16:9',
    sound: true,
    image: 'https://in.example.org/a.png?signature=a1b2',
  };
  const pier = { prompt: 'A pier', duration: 3 };
  const gull = { prompt: 'A gull', duration: 5 };
  const shots: WireBody = {
    model: 'kling-3',
    mode: 'pro',
    duration: 8,
    sound: true,
    multi_shots: true,
    multi_prompt: [pier, gull],
  };

  test.each([
    [{ ...sent }, sent],
    [{ prompt: ' A pier at dawn ' }, sent],
    [{ prompt: 'A pier at dawn', duration: '5', sound: 'true', mode: 'STD' }, sent],
    [{ prompt: 'A pier at dawn', mode: 'best', duration: 'short', aspect_ratio: 'auto' }, sent],
    [{ prompt: 'A pier at dawn', mode: null, sound: { value: false } }, sent],
    [{ input: { prompt: 'A pier at dawn' }, model: 'kling-3.0/video' }, sent],
    [{ image: 'https://in.example.org/a.png?signature=a1b2' }, sent],
    [{ ...shots, multi_prompt: JSON.stringify([pier, gull]) }, shots],
    [
      {
        multi_prompt: [
          { prompt: 'A pier', duration: '3' },
          { prompt: 'A gull', duration: '5' },
        ],
      },
      shots,
    ],
  ] as const)('agrees: %j', (echo, wireBody) => {
    expect(echoAgrees(echo, wireBody)).toBe('agrees');
  });

  test.each([
    [{ ...sent, prompt: 'A pier at dusk' }, sent],
    [{ ...sent, prompt: 'A pier at dawn.' }, sent],
    [{ ...sent, mode: 'pro' }, sent],
    [{ ...sent, duration: 6 }, sent],
    [{ ...sent, duration: '10' }, sent],
    [{ ...sent, aspect_ratio: '9:16' }, sent],
    [{ ...sent, sound: false }, sent],
    [{ ...sent, image: 'https://in.example.org/b.png' }, sent],
    [{ duration: 6 }, sent],
    [{ ...shots, multi_prompt: [gull, pier] }, shots],
    [{ ...shots, multi_prompt: [gull] }, shots],
    [
      {
        multi_prompt: [
          { prompt: 'A pier', duration: 4 },
          { prompt: 'A gull', duration: 4 },
        ],
      },
      shots,
    ],
  ] as const)('differs: %j', (echo, wireBody) => {
    expect(echoAgrees(echo, wireBody)).toBe('differs');
  });

  test.each([
    [undefined, sent],
    [{}, sent],
    [{ model: 'kling-3' }, sent],
    [{ prompt: null, image: '', multi_prompt: [] }, sent],
    [{ mode: 'std', duration: 5, aspect_ratio: '16:9', sound: true }, sent],
    [{ prompt: 'A pier at dawn' }, shots],
    [{ multi_prompt: 'A pier' }, shots],
    [{ multi_prompt: [{ prompt: 'A pier' }, 'A gull'] }, shots],
    [{ image: 'https://in.example.org/a.png?signature=c3d4' }, sent],
  ] as const)('does not show whose task it is: %j', (echo, wireBody) => {
    expect(echoAgrees(echo, wireBody)).toBe('unknown');
  });
});
