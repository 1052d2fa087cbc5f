import { createClient, type Ledger, parseVideoRequest, renderAll } from '@kling-automation/core';
import {
  createScriptedTransport,
  createVirtualClock,
  failedTask,
  finishedTask,
  runningTask,
} from '@kling-automation/core/testing';
import { describe, expect, test } from 'vitest';
import { createContextLedger } from '../../nodes/Kling/host/ledger/context-ledger.ts';
import { createOnceLedger } from '../../nodes/Kling/host/ledger/once-ledger.ts';

/** The table of n8n's database, which outlives a killed process: rows by the id of the node. */
function createTable() {
  const rows = new Map<string, readonly string[]>();
  /** A new process, or another worker: all is forgotten but the table. */
  const openLedger = () => {
    const node = { id: 'node 1' };
    const turn = () => new Promise((resolve) => setImmediate(resolve));
    const helpers = {
      async checkProcessedAndRecord(items: string[]) {
        const { id } = node;
        const before = rows.get(id);
        await turn();
        if (before === undefined && rows.has(id)) throw new Error('UNIQUE constraint failed');
        rows.set(id, [...(before ?? []), ...items]);
        return { new: items, processed: items.filter((item) => before?.includes(item)) };
      },
      async getProcessedDataCount() {
        const { id } = node;
        await turn();
        return rows.get(id)?.length ?? 0;
      },
      async clearAllProcessedItems() {
        const { id } = node;
        await turn();
        rows.delete(id);
      },
    };
    const context = { helpers, node, getNode: () => ({ ...node }) };
    return createOnceLedger(
      context as unknown as Parameters<typeof createOnceLedger>[0],
      createContextLedger({ getContext: () => ({}) }),
    );
  };
  return { rows, openLedger };
}

const { request } = parseVideoRequest({ prompt: 'A lighthouse', sound: false });

/** Renders as one process would; `script` is the API. */
function render(opening: Promise<Ledger>, script: Parameters<typeof createScriptedTransport>[0]) {
  const clock = createVirtualClock({ timeLimitMilliseconds: 15_000 });
  const transport = createScriptedTransport(script);
  const client = createClient({ clock, transport });
  const results = opening.then((ledger) =>
    renderAll([request], { client, clock, ledger, keyOf: () => 'key' }),
  );
  return { transport, results };
}

const taskId = 'n41/ä_kling3';

const api = ({ method }: { readonly method: string }) =>
  method === 'POST' ? runningTask(taskId) : finishedTask(taskId);

const never = () => 'never' as const;

async function untilTrue(isTrue: () => boolean): Promise<void> {
  while (!isTrue()) await new Promise((resolve) => setImmediate(resolve));
}

describe('the ledger of Render Once', () => {
  test('stops the next execution when n8n was killed during the submission', async () => {
    const { openLedger } = createTable();
    const killed = render(openLedger(), never);
    await untilTrue(() => killed.transport.count('POST') === 1);

    const next = render(openLedger(), api);

    expect(await next.results).toMatchObject([
      { status: 'failed', error: { code: 'ambiguous-submission' }, mayHaveBeenCharged: true },
    ]);
    expect(next.transport.count('POST')).toBe(0);
  });

  test('lets the next execution go on with the task when n8n was killed after it', async () => {
    const { openLedger } = createTable();
    const killed = render(openLedger(), ({ method }) =>
      method === 'POST' ? runningTask(taskId) : 'never',
    );
    await untilTrue(() => killed.transport.count('GET') === 1);

    const next = render(openLedger(), api);

    expect(await next.results).toMatchObject([{ status: 'succeeded', taskId, origin: 'resumed' }]);
    expect(next.transport.count('POST')).toBe(0);
  });

  test('takes a task id for lost when it was not written to its end', async () => {
    const { openLedger, rows } = createTable();
    await render(openLedger(), api).results;
    const last = [...rows.keys()].at(-1) ?? '';
    rows.delete(last);

    const next = render(openLedger(), api);

    expect(await next.results).toMatchObject([{ error: { code: 'ambiguous-submission' } }]);
    expect(next.transport.count('POST')).toBe(0);
  });

  test('lets one of two workers submit, and the other wait for the same task', async () => {
    const { openLedger } = createTable();

    const workers = Array.from({ length: 8 }, () => render(openLedger(), api));
    const results = await Promise.all(workers.map((worker) => worker.results));

    const posts = workers.map(({ transport }) => transport.count('POST'));
    expect(posts.reduce((sum, count) => sum + count)).toBe(1);
    expect(results.flat()).toMatchObject(workers.map(() => ({ status: 'succeeded', taskId })));
  });

  test('leaves nothing of a task that failed', async () => {
    const { openLedger, rows } = createTable();

    const failing = render(openLedger(), ({ method }) =>
      method === 'POST' ? runningTask(taskId) : failedTask(taskId),
    );

    expect(await failing.results).toMatchObject([{ error: { code: 'task-failed' } }]);
    expect(rows.size).toBe(0);
  });

  test('is refused where n8n does not keep rows apart', async () => {
    const node = { id: 'node 1' };
    const helpers = { getProcessedDataCount: async () => 3 };
    const context = { helpers, node, getNode: () => ({ ...node }) };

    await expect(
      createOnceLedger(
        context as unknown as Parameters<typeof createOnceLedger>[0],
        createContextLedger({ getContext: () => ({}) }),
      ),
    ).rejects.toThrow('Render Once is not possible here');
  });
});
