import { describe, expect, test } from 'vitest';
import { TransportError } from '../errors.ts';
import type { HttpRequest } from '../ports.ts';
import { refused } from '../testing/scripted-transport.ts';
import { failed, setUpRenderAll, video, videos } from '../testing/set-up-render-all.ts';
import type { RenderEvent } from './render-all.ts';

function promptOf({ body }: HttpRequest): unknown {
  return typeof body === 'object' && body !== null ? Reflect.get(body, 'prompt') : undefined;
}

describe('render all', () => {
  test('brings one result a request, in their order', async () => {
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

  test('renders nothing when nothing is asked for', async () => {
    const { render, transport } = setUpRenderAll();

    await expect(render([])).resolves.toEqual([]);
    expect(transport.requests).toEqual([]);
  });

  test('takes about (videos / concurrency) × one task', async () => {
    const { clock, render } = setUpRenderAll();

    await render(videos(200), { concurrency: 20 });

    expect(clock.elapsed() / 1000).toBeGreaterThanOrEqual(1000);
    expect(clock.elapsed() / 1000).toBeLessThan(1080);
  });

  test('has no more videos under way at once than it may', async () => {
    let underWay = 0;
    let most = 0;
    const { render } = setUpRenderAll();

    await render(videos(20), {
      concurrency: 4,
      onEvent: ({ type }) => {
        if (type === 'rendered') most = Math.max(most, ++underWay);
        if (type === 'ended') underWay -= 1;
      },
    });

    expect(most).toBe(4);
  });

  test('keeps the others going when one fails', async () => {
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

  test('goes on when one task may not be read, since its key was good', async () => {
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

  test('tells each step, and bears a listener that throws', async () => {
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
});
