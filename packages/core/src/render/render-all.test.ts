import { describe, expect, test } from 'vitest';
import { TransportError } from '../errors.ts';
import { createCallSpending } from '../memory/spending-limits.ts';
import type { HttpRequest } from '../ports.ts';
import { refused } from '../testing/scripted-transport.ts';
import { failed, setUpRenderAll, video, videos } from '../testing/set-up-render-all.ts';
import type { RenderAllOptions, RenderEvent } from './render-all.ts';

const unusedSpending = createCallSpending(new Map());

function promptOf({ body }: HttpRequest): unknown {
  return typeof body === 'object' && body !== null ? Reflect.get(body, 'prompt') : undefined;
}

describe('Render all', () => {
  test('returns one result per request, in their order', async () => {
    const { render, transport } = setUpRenderAll();

    const results = await render(videos(3));

    expect(results).toMatchObject([
      { index: 0, status: 'succeeded', taskId: 'task_1', origin: 'rendered', credits: 300 },
      { index: 1, status: 'succeeded', taskId: 'task_2', origin: 'rendered', credits: 300 },
      { index: 2, status: 'succeeded', taskId: 'task_3', origin: 'rendered', credits: 300 },
    ]);
    expect(results[2]).toMatchObject({ videoUrl: 'https://media.example/task_3.mp4' });
    expect(transport.count('POST')).toBe(3);
  });

  test('renders nothing without requests', async () => {
    const { render, transport } = setUpRenderAll();

    await expect(render([])).resolves.toEqual([]);
    expect(transport.requests).toEqual([]);
  });

  test('sends another idempotency key for each video of each call without a ledger', async () => {
    const { clock, render, transport } = setUpRenderAll();
    const take = video('Take 0');
    await render([take, take], { random: () => 0.5 });
    await clock.sleep(1);
    await render([take], { random: () => 0.5 });

    const posts = transport.requests.filter(({ method }) => method === 'POST');
    const keys = posts.map(({ headers }) => headers?.['idempotency-key']);
    expect(new Set(keys).size).toBe(3);
  });

  test('takes about (videos / concurrency) × one task', async () => {
    const { clock, render } = setUpRenderAll();

    await render(videos(200), { concurrency: 20 });

    expect(clock.elapsed() / 1000).toBeGreaterThanOrEqual(1000);
    expect(clock.elapsed() / 1000).toBeLessThan(1080);
  });

  test('has at most as many videos in progress at once as concurrency shows', async () => {
    let inProgress = 0;
    let maxInProgress = 0;
    const { render } = setUpRenderAll();

    await render(videos(20), {
      concurrency: 4,
      onEvent: ({ type }) => {
        if (type === 'rendered') maxInProgress = Math.max(maxInProgress, ++inProgress);
        if (type === 'ended') inProgress -= 1;
      },
    });

    expect(maxInProgress).toBe(4);
  });

  test('continues with the other videos when one fails', async () => {
    const { render } = setUpRenderAll(({ method, path }) =>
      method === 'GET' && path.endsWith('task_2') ? failed : undefined,
    );

    const results = await render(videos(3));

    expect(results).toMatchObject([
      { status: 'succeeded' },
      {
        status: 'failed',
        taskId: 'task_2',
        mayHaveBeenCharged: true,
        error: { code: 'task-failed', apiMessage: 'GPU fell over' },
      },
      { status: 'succeeded' },
    ]);
  });

  test('never sends a lost submission again', async () => {
    const lost = new TransportError({ what: 'The connection was reset.', mayHaveArrived: true });
    const { render, transport } = setUpRenderAll((request) =>
      promptOf(request) === 'Take 1' ? lost : undefined,
    );

    const results = await render(videos(3));

    expect(results[1]).toMatchObject({
      status: 'failed',
      mayHaveBeenCharged: true,
      error: { code: 'ambiguous-submission' },
    });
    expect(transport.count('POST')).toBe(3);
  });

  test('slows all submissions when one is limited', async () => {
    const { clock, render, transport } = setUpRenderAll(({ method }, attempt) =>
      method === 'POST' && attempt <= 4
        ? { status: 429, headers: { 'retry-after': '30' } }
        : undefined,
    );

    const results = await render(videos(4), { concurrency: 4 });

    expect(results.map(({ status }) => status)).toEqual(Array(4).fill('succeeded'));
    expect(transport.count('POST')).toBe(8);
    expect(clock.elapsed()).toBeGreaterThanOrEqual(130_000);
  });

  test('sends nothing more with a key that was refused', async () => {
    const { render, transport } = setUpRenderAll(() => refused(401));

    const results = await render(videos(50), { concurrency: 2 });

    expect(results.every(({ status }) => status === 'failed')).toBe(true);
    expect(results[49]).toMatchObject({ error: { code: 'unauthorized' } });
    expect(transport.count('POST')).toBeLessThanOrEqual(2);
  });

  test('continues when one task may not be read, because the key was good for its submission', async () => {
    const { render } = setUpRenderAll(({ method, path }) =>
      method === 'GET' && path.endsWith('task_1') ? { status: 403 } : undefined,
    );

    const results = await render(videos(2), { concurrency: 1 });

    expect(results).toMatchObject([
      { status: 'failed', taskId: 'task_1', mayHaveBeenCharged: true },
      { status: 'succeeded' },
    ]);
  });

  test('ends each video at its own deadline', async () => {
    const { clock, render } = setUpRenderAll();

    const results = await render(videos(2), { concurrency: 1, deadlineSeconds: 50 });

    expect(results).toMatchObject([
      { taskId: 'task_1', error: { code: 'deadline-exceeded' } },
      { taskId: 'task_2', error: { code: 'deadline-exceeded' } },
    ]);
    expect(clock.elapsed()).toBe(100_000);
  });

  test('names what is paid when it is stopped, and submits nothing more', async () => {
    const stop = new AbortController();
    const reason = new Error('stopped');
    const { clock, render, transport } = setUpRenderAll();
    const onEvent = ({ index, type }: RenderEvent) => {
      if (index === 0 && type === 'rendered') {
        void clock.sleep(30_000).then(() => stop.abort(reason));
      }
    };

    const results = await render(videos(5), { concurrency: 2, onEvent, signal: stop.signal });

    expect(results).toMatchObject([
      { taskId: 'task_1', mayHaveBeenCharged: true, error: { code: 'aborted', cause: reason } },
      { taskId: 'task_2', mayHaveBeenCharged: true, error: { code: 'aborted' } },
      { taskId: undefined, mayHaveBeenCharged: false, error: reason },
      { taskId: undefined, mayHaveBeenCharged: false, error: reason },
      { taskId: undefined, mayHaveBeenCharged: false, error: reason },
    ]);
    expect(clock.elapsed()).toBe(30_000);
    expect(transport.count('POST')).toBe(2);
  });

  test('reports each step, and ignores an error thrown by the listener', async () => {
    const { events, render } = setUpRenderAll();

    const results = await render([video('Take 0')], {
      onEvent: (event) => {
        events.push(event);
        throw new Error('the log is full');
      },
    });

    expect(results).toMatchObject([{ status: 'succeeded' }]);
    expect(events[0]).toMatchObject({ index: 0, type: 'rendered', taskId: 'task_1' });
    expect(events[1]).toMatchObject({
      type: 'polled',
      poll: { poll: 1, task: { status: 'running' } },
    });
    expect(events.at(-1)).toMatchObject({ type: 'ended', result: { status: 'succeeded' } });
  });

  describe('refuses, before anything is sent,', () => {
    test.each<[Partial<RenderAllOptions>, string]>([
      [{ concurrency: Number.NaN }, 'concurrency: Give a number of at least 1; it is NaN.'],
      [{ concurrency: 0 }, 'concurrency: Give a number of at least 1; it is 0.'],
      [{ maxCredits: Number.NaN }, 'maxCredits: Give a number of at least 0; it is NaN.'],
      [{ maxCredits: -1 }, 'maxCredits: Give a number of at least 0; it is -1.'],
      [{ deadlineSeconds: Number.NaN }, 'deadlineSeconds: Give a number of at least 0; it is NaN.'],
      [{ deadlineSeconds: -1 }, 'deadlineSeconds: Give a number of at least 0; it is -1.'],
      [{ targetLagSeconds: 0 }, 'targetLagSeconds: Give a number of at least 0.05; it is 0.'],
      [
        { targetLagSeconds: Number.NaN },
        'targetLagSeconds: Give a number of at least 0.05; it is NaN.',
      ],
      [
        { limits: [{ maxCredits: Number.NaN, spending: unusedSpending, isShared: true }] },
        'maxCredits: Give a number of at least 0; it is NaN.',
      ],
    ])('%j', async (options, message) => {
      const { render, transport } = setUpRenderAll();

      await expect(render(videos(1), options)).rejects.toMatchObject({
        code: 'invalid-request',
        message: `The input is not valid, so nothing was sent. ${message}`,
      });
      expect(transport.requests).toEqual([]);
    });
  });

  test('submits nothing when there is no time, and charges nothing', async () => {
    const { clock, render, transport } = setUpRenderAll();

    const results = await render(videos(2), { deadlineSeconds: 0 });

    expect(results).toMatchObject(
      Array(2).fill({
        status: 'failed',
        taskId: undefined,
        mayHaveBeenCharged: false,
        error: { code: 'deadline-exceeded' },
      }),
    );
    expect(transport.requests).toEqual([]);
    expect(clock.elapsed()).toBe(0);
  });
});
