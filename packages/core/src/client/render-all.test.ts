import { describe, expect, test } from 'vitest';
import { TransportError } from '../errors.ts';
import type { Exchange, LedgerEntry } from '../ports.ts';
import type { VideoRequest } from '../request/fields.ts';
import { fingerprint } from '../request/fingerprint.ts';
import { parseVideoRequest } from '../request/video-request.ts';
import { type Cue, createScriptedTransport, made, told } from '../testing/scripted-transport.ts';
import { createVirtualClock, type VirtualClock } from '../testing/virtual-clock.ts';
import { createClient } from './client.ts';
import { createMemoryLedger } from './memory-ledger.ts';
import { type RenderAllOptions, type RenderEvent, renderAll } from './render-all.ts';

function video(prompt: string): VideoRequest {
  return parseVideoRequest({ prompt }).request;
}

function videos(count: number): readonly VideoRequest[] {
  return Array.from({ length: count }, (_, index) => video(`Take ${index}`));
}

const failed = told({ status: 'FAILED', error_message: 'GPU fell over' });

/** An API whose tasks take 100 s; `script` may cut in on an exchange. */
function createSubject(
  script: (exchange: Exchange, attempt: number, clock: VirtualClock) => Cue | undefined = () =>
    undefined,
) {
  const clock = createVirtualClock();
  const endings = new Map<string, number>();
  const transport = createScriptedTransport((exchange, attempt) => {
    const cue = script(exchange, attempt, clock);
    if (cue !== undefined) return cue;
    const taskId = exchange.path.split('/').at(-1) ?? '';
    if (exchange.method === 'POST') {
      endings.set(`task_${attempt}`, clock.now() + 100_000);
      return made(`task_${attempt}`);
    }
    const isOver = (endings.get(taskId) ?? 0) <= clock.now();
    const response = [`https://media.example/${taskId}.mp4`];
    return told(isOver ? { status: 'SUCCESS', response } : { status: 'IN_PROGRESS' });
  });
  const client = createClient({ clock, transport, random: () => 0 });
  const events: RenderEvent[] = [];
  const render = (requests: readonly VideoRequest[], options: Partial<RenderAllOptions> = {}) =>
    renderAll(requests, { client, clock, onEvent: (event) => events.push(event), ...options });
  return { clock, events, render, transport };
}

function promptOf({ body }: Exchange): unknown {
  return typeof body === 'object' && body !== null ? Reflect.get(body, 'prompt') : undefined;
}

describe('render all', () => {
  test('brings one result a request, in their order', async () => {
    const { render, transport } = createSubject();

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
    const { render, transport } = createSubject();

    await expect(render([])).resolves.toEqual([]);
    expect(transport.exchanges).toEqual([]);
  });

  test('takes about (videos / concurrency) × one task', async () => {
    const { clock, render } = createSubject();

    await render(videos(200), { concurrency: 20 });

    expect(clock.elapsed() / 1000).toBeGreaterThanOrEqual(1000);
    expect(clock.elapsed() / 1000).toBeLessThan(1080);
  });

  test('has no more videos under way at once than it may', async () => {
    let underWay = 0;
    let most = 0;
    const { render } = createSubject();

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
    const { render } = createSubject(({ method, path }) =>
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
    const { render, transport } = createSubject((exchange) =>
      promptOf(exchange) === 'Take 1' ? lost : undefined,
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
    const { clock, render, transport } = createSubject(({ method }, attempt) =>
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
    const { render, transport } = createSubject(() => ({ status: 401 }));

    const results = await render(videos(50), { concurrency: 2 });

    expect(results.every(({ status }) => status === 'failed')).toBe(true);
    expect(results[49]).toMatchObject({ error: { code: 'unauthorized' } });
    expect(transport.count('POST')).toBeLessThanOrEqual(2);
  });

  test('goes on when one task may not be read, since its key was good', async () => {
    const { render } = createSubject(({ method, path }) =>
      method === 'GET' && path.endsWith('task_1') ? { status: 403 } : undefined,
    );

    const results = await render(videos(2), { concurrency: 1 });

    expect(results).toMatchObject([
      { status: 'failed', taskId: 'task_1', mayHaveBeenCharged: true },
      { status: 'succeeded' },
    ]);
  });

  test('ends each video at its own deadline', async () => {
    const { clock, render } = createSubject();

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
    const { clock, render, transport } = createSubject();
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
    const { events, render } = createSubject();

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

describe('budget', () => {
  test('stops the whole run before the first POST', async () => {
    const { render, transport } = createSubject();

    await expect(render(videos(3), { maxCredits: 899 })).rejects.toMatchObject({
      code: 'budget-exceeded',
      neededCredits: 900,
      maxCredits: 899,
      message:
        'These 3 videos cost 900 credits, more than the limit of 899. Nothing was submitted. Raise the limit, or ask for fewer seconds, std mode or no sound.',
    });
    expect(transport.exchanges).toEqual([]);
  });

  test('lets a run pass that costs just as much as it may', async () => {
    const { render } = createSubject();

    await expect(render(videos(3), { maxCredits: 900 })).resolves.toHaveLength(3);
  });

  test('does not count what the ledger knows to be paid, or one video twice', async () => {
    const request = video('Take 0');
    const key = await fingerprint(request);
    const paid: LedgerEntry = { state: 'submitted', at: 0, taskId: 'task_0' };
    const { render } = createSubject();

    const results = await render([request, video('Take 1'), video('Take 1')], {
      ledger: createMemoryLedger(new Map([[key, paid]])),
      maxCredits: 300,
    });

    expect(results).toMatchObject([
      { origin: 'resumed' },
      { origin: 'rendered' },
      { origin: 'reused' },
    ]);
  });

  test('sends nothing when the ledger cannot be read', async () => {
    const ledger = { ...createMemoryLedger(), read: () => Promise.reject(new Error('locked')) };
    const { render, transport } = createSubject();

    await expect(render(videos(1), { ledger, maxCredits: 900 })).rejects.toMatchObject({
      code: 'ledger',
    });
    expect(transport.exchanges).toEqual([]);
  });
});

describe('ledger', () => {
  test('makes a second run cost nothing', async () => {
    const ledger = createMemoryLedger();
    const { render, transport } = createSubject();
    await render(videos(2), { ledger });

    const results = await render(videos(2), { ledger, maxCredits: 0 });

    expect(results).toMatchObject([
      { status: 'succeeded', origin: 'reused', taskId: 'task_1' },
      { status: 'succeeded', origin: 'reused', taskId: 'task_2' },
    ]);
    expect(transport.count('POST')).toBe(2);
  });

  test('pays once for requests that ask for the same video', async () => {
    const { render, transport } = createSubject();

    const results = await render([video('Same'), video('Same')], { ledger: createMemoryLedger() });

    expect(results).toMatchObject([
      { origin: 'rendered', taskId: 'task_1' },
      { origin: 'reused', taskId: 'task_1' },
    ]);
    expect(transport.count('POST')).toBe(1);
  });

  test('pays for each of them when the host says that they are different videos', async () => {
    const { render, transport } = createSubject();

    await render([video('Same'), video('Same')], {
      ledger: createMemoryLedger(),
      keyOf: (_, index) => `item-${index}`,
    });

    expect(transport.count('POST')).toBe(2);
  });

  test('pays for each request when there is no ledger', async () => {
    const { render, transport } = createSubject();

    await render([video('Same'), video('Same')]);

    expect(transport.count('POST')).toBe(2);
  });

  test('lets a failed video be submitted anew', async () => {
    const ledger = createMemoryLedger();
    const { render, transport } = createSubject(({ method }) =>
      method === 'GET' && transport.count('POST') === 1 ? failed : undefined,
    );
    await render(videos(1), { ledger });

    const results = await render(videos(1), { ledger });

    expect(results).toMatchObject([{ status: 'succeeded', taskId: 'task_2', origin: 'rendered' }]);
  });

  test('resumes after a deadline instead of paying again', async () => {
    const ledger = createMemoryLedger();
    const { render, transport } = createSubject();
    await render(videos(1), { ledger, deadlineSeconds: 60 });

    const results = await render(videos(1), { ledger });

    expect(results).toMatchObject([{ status: 'succeeded', taskId: 'task_1', origin: 'resumed' }]);
    expect(transport.count('POST')).toBe(1);
  });

  test('does not keep a video from its user when it takes neither the task nor its end', async () => {
    const { events, render } = createSubject();
    const memory = createMemoryLedger();
    const ledger = { ...memory, record: () => Promise.reject(new Error('disk full')) };

    const results = await render(videos(1), { ledger });

    expect(results).toMatchObject([{ status: 'succeeded', taskId: 'task_1' }]);
    expect(events.filter(({ type }) => type === 'ledger-failed')).toMatchObject([
      { error: { message: 'The ledger did not take task task_1, which is paid.' } },
      { error: { message: 'The ledger did not take the end of task task_1.' } },
    ]);
  });
});
