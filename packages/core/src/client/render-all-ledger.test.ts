import { describe, expect, test } from 'vitest';
import type { LedgerEntry } from '../memory/ledger-entry.ts';
import { createMemoryLedger } from '../memory/memory-ledger.ts';
import { fingerprint } from '../request/fingerprint.ts';
import { failed, setUpRenderAll, video, videos } from '../testing/set-up-render-all.ts';

describe('budget', () => {
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

  test('lets a run pass that costs just as much as it may', async () => {
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

  test('sends nothing when the ledger cannot be read', async () => {
    const ledger = { ...createMemoryLedger(), read: () => Promise.reject(new Error('locked')) };
    const { render, transport } = setUpRenderAll();

    await expect(render(videos(1), { ledger, maxCredits: 900 })).rejects.toMatchObject({
      code: 'ledger',
    });
    expect(transport.requests).toEqual([]);
  });
});

describe('ledger', () => {
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

  test('pays for each of them when the host says that they are different videos', async () => {
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

  test('resumes after a deadline instead of paying again', async () => {
    const ledger = createMemoryLedger();
    const { render, transport } = setUpRenderAll();
    await render(videos(1), { ledger, deadlineSeconds: 60 });

    const results = await render(videos(1), { ledger });

    expect(results).toMatchObject([{ status: 'succeeded', taskId: 'task_1', origin: 'resumed' }]);
    expect(transport.count('POST')).toBe(1);
  });

  test('does not keep a video from its user when it takes neither the task nor its end', async () => {
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
