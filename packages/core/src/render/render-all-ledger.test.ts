import { describe, expect, test } from 'vitest';
import type { LedgerEntry } from '../memory/ledger-entry.ts';
import { createMemoryLedger } from '../memory/memory-ledger.ts';
import { fingerprint } from '../request/fingerprint.ts';
import { dataResponse, finishedTask } from '../testing/scripted-transport.ts';
import { failed, setUpRenderAll, video, videos } from '../testing/set-up-render-all.ts';

describe('The budget of a run', () => {
  test('stops the whole run before the first POST', async () => {
    const { render, transport } = setUpRenderAll();

    await expect(render(videos(3), { maxCredits: 899 })).rejects.toMatchObject({
      code: 'budget-exceeded',
      neededCredits: 900,
      maxCredits: 899,
      message:
        'These 3 videos cost 900 credits, more than the limit of 899. Nothing was submitted for them. Raise the limit, or ask for fewer seconds, std mode or no sound.',
    });
    expect(transport.requests).toEqual([]);
  });

  test('allows a run that costs exactly as much', async () => {
    const { render } = setUpRenderAll();

    await expect(render(videos(3), { maxCredits: 900 })).resolves.toHaveLength(3);
  });

  test('does not count what the ledger knows to be paid, or one video twice', async () => {
    const request = video('Take 0');
    const key = await fingerprint(request);
    const paid: LedgerEntry = {
      state: 'submitted',
      attempt: 1,
      at: 0,
      submittedAt: 0,
      taskId: 'task_0',
    };
    const { render } = setUpRenderAll();

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

  test('counts failed tasks over all tries: 300 credits in five calls, not 1,500', async () => {
    const ledger = createMemoryLedger();
    const { render, transport } = setUpRenderAll(({ method }) =>
      method === 'GET' ? failed : undefined,
    );
    const call = () => render(videos(1), { ledger, maxCredits: 300 });

    expect(await call()).toMatchObject([{ status: 'failed', taskId: 'task_1' }]);
    for (const _ of [2, 3, 4, 5]) {
      await expect(call()).rejects.toMatchObject({
        code: 'budget-exceeded',
        message:
          'This video costs 300 credits and up to 300 are already spent: together more than the limit of 300. Nothing was submitted for it. 300 of the spent credits are for tasks that failed, which are probably refunded: check the API in One dashboard. A limit of 600 would allow it.',
      });
    }
    expect(transport.count('POST')).toBe(1);
  });

  test('counts a failed task at 0 when the API reports that it charged nothing', async () => {
    const ledger = createMemoryLedger();
    const { render, transport } = setUpRenderAll(({ method }) =>
      method === 'GET' ? dataResponse({ status: 'FAILED', consumed_credits: 0 }) : undefined,
    );

    await render(videos(1), { ledger, maxCredits: 300 });
    await render(videos(1), { ledger, maxCredits: 300 });

    expect(transport.count('POST')).toBe(2);
  });

  test('counts what the API charged, three times the price table here, in the next call', async () => {
    const ledger = createMemoryLedger();
    const { render, transport } = setUpRenderAll(({ method }) =>
      method === 'GET' ? dataResponse({ status: 'FAILED', consumed_credits: 900 }) : undefined,
    );
    await render(videos(1), { ledger, maxCredits: 300 });

    const second = render(videos(1), { ledger, maxCredits: 1199 });

    await expect(second).rejects.toMatchObject({ spentCredits: 900, neededCredits: 300 });
    expect(transport.count('POST')).toBe(1);
  });

  test('counts what the API charged for the next video of the same call', async () => {
    const { render, transport } = setUpRenderAll(({ method }) =>
      method === 'GET' ? finishedTask('task_1', 900) : undefined,
    );

    const results = await render(videos(3), { concurrency: 1, maxCredits: 1000 });

    expect(results).toMatchObject([
      { status: 'succeeded', credits: 900 },
      { error: { code: 'budget-exceeded', spentCredits: 900 } },
      { error: { code: 'budget-exceeded', spentCredits: 900 } },
    ]);
    expect(transport.count('POST')).toBe(1);
  });

  test('sends nothing when the ledger cannot be read', async () => {
    const ledger = { ...createMemoryLedger(), read: () => Promise.reject(new Error('locked')) };
    const { render, transport } = setUpRenderAll();

    await expect(render(videos(1), { ledger, maxCredits: 900 })).rejects.toMatchObject({
      code: 'ledger',
    });
    expect(transport.requests).toEqual([]);
  });
});

describe('The ledger of a run', () => {
  test('makes a second run cost nothing', async () => {
    const ledger = createMemoryLedger();
    const { render, transport } = setUpRenderAll();
    await render(videos(2), { ledger });

    const results = await render(videos(2), { ledger, maxCredits: 0 });

    expect(results).toMatchObject([
      { status: 'succeeded', origin: 'reused', taskId: 'task_1' },
      { status: 'succeeded', origin: 'reused', taskId: 'task_2' },
    ]);
    expect(transport.count('POST')).toBe(2);
  });

  test('pays once for requests that ask for the same video', async () => {
    const { render, transport } = setUpRenderAll();

    const results = await render([video('Same'), video('Same')], { ledger: createMemoryLedger() });

    expect(results).toMatchObject([
      { origin: 'rendered', taskId: 'task_1' },
      { origin: 'reused', taskId: 'task_1' },
    ]);
    expect(transport.count('POST')).toBe(1);
  });

  test('pays for each of them when keyOf reports that they are different videos', async () => {
    const { render, transport } = setUpRenderAll();

    await render([video('Same'), video('Same')], {
      ledger: createMemoryLedger(),
      keyOf: (_, index) => `item-${index}`,
    });

    expect(transport.count('POST')).toBe(2);
  });

  test('pays for each request when there is no ledger', async () => {
    const { render, transport } = setUpRenderAll();

    await render([video('Same'), video('Same')]);

    expect(transport.count('POST')).toBe(2);
  });

  test('lets a failed video be submitted again', async () => {
    const ledger = createMemoryLedger();
    const { render, transport } = setUpRenderAll(({ method }) =>
      method === 'GET' && transport.count('POST') === 1 ? failed : undefined,
    );
    await render(videos(1), { ledger });

    const results = await render(videos(1), { ledger });

    expect(results).toMatchObject([{ status: 'succeeded', taskId: 'task_2', origin: 'rendered' }]);
  });

  test('shows what a task of an earlier try cost, when it succeeded after all', async () => {
    const request = video('Take 0');
    const key = await fingerprint(request);
    const limited: LedgerEntry = {
      state: 'failed',
      attempt: 2,
      at: 0,
      credits: 0,
      earlierCredits: 300,
      earlierTaskId: 'task_0',
      reason: 'rate-limited',
      isFinal: false,
    };
    const response = ['https://media.example/task_0.mp4'];
    const { render, transport } = setUpRenderAll(() =>
      dataResponse({ status: 'SUCCESS', response }),
    );

    const results = await render([request], {
      ledger: createMemoryLedger(new Map([[key, limited]])),
      maxCredits: 300,
    });

    expect(results).toMatchObject([{ taskId: 'task_0', origin: 'resumed', credits: 300 }]);
    expect(transport.count('POST')).toBe(0);
  });

  test('is read once for each video', async () => {
    const memory = createMemoryLedger();
    const reads: string[] = [];
    const read = (key: string) => {
      reads.push(key);
      return memory.read(key);
    };
    const { render } = setUpRenderAll();

    await render([...videos(3), ...videos(3)], { ledger: { ...memory, read } });

    expect(reads).toHaveLength(3);
    expect(new Set(reads).size).toBe(3);
  });

  test('is read every 10 s for all videos that another run is submitting', async () => {
    const { clock, render } = setUpRenderAll();
    const at = clock.now();
    const times: number[] = [];
    const ledger = {
      ...createMemoryLedger(),
      async read() {
        times.push(clock.elapsed() / 1000);
        return { state: 'submitting', attempt: 1, at } as const;
      },
    };

    const results = await render(videos(2), { ledger, deadlineSeconds: 25 });

    expect(results).toMatchObject(Array(2).fill({ error: { code: 'ambiguous-submission' } }));
    expect(times).toEqual([0, 0, 10, 10, 20, 20, 25, 25]);
  });

  test('names its task when it takes no time to wait for it', async () => {
    const ledger = createMemoryLedger();
    const { render } = setUpRenderAll();
    await render(videos(1), { ledger, deadlineSeconds: 60 });

    const results = await render(videos(1), { ledger, deadlineSeconds: 0 });

    expect(results).toMatchObject([
      { taskId: 'task_1', mayHaveBeenCharged: true, error: { code: 'deadline-exceeded' } },
    ]);
  });

  test('resumes after a deadline instead of paying again', async () => {
    const ledger = createMemoryLedger();
    const { render, transport } = setUpRenderAll();
    await render(videos(1), { ledger, deadlineSeconds: 60 });

    const results = await render(videos(1), { ledger });

    expect(results).toMatchObject([{ status: 'succeeded', taskId: 'task_1', origin: 'resumed' }]);
    expect(transport.count('POST')).toBe(1);
  });

  test('returns the video although it records neither the task nor its end, and reports both', async () => {
    const { events, render } = setUpRenderAll();
    const memory = createMemoryLedger();
    const ledger = { ...memory, record: () => Promise.reject(new Error('disk full')) };

    const results = await render(videos(1), { ledger });

    expect(results).toMatchObject([{ status: 'succeeded', taskId: 'task_1' }]);
    expect(events.filter(({ type }) => type === 'ledger-failed')).toMatchObject([
      { error: { message: 'The ledger did not record task task_1 (disk full).' } },
      { error: { message: 'The ledger did not record task task_1 (disk full).' } },
    ]);
  });
});
