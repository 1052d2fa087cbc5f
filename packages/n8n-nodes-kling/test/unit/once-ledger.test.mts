import {
  type Clock,
  createClient,
  type Ledger,
  parseVideoRequest,
  renderAll,
  type Transport,
} from '@kling-automation/core';
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

/** A clock that jumps over pauses of up to 10 s; longer ones are time limits and never pass. */
function createClock(): Clock {
  let now = Date.now();
  return {
    now: () => now,
    sleep: (milliseconds, signal) =>
      new Promise((resolve, reject) => {
        signal?.throwIfAborted();
        signal?.addEventListener('abort', () => reject(signal.reason), { once: true });
        if (milliseconds > 10_000) return;
        setImmediate(() => {
          now += milliseconds;
          resolve();
        });
      }),
  };
}

/** Renders as one process would; `send` is the API. */
function render(opening: Promise<Ledger>, send: Transport['send']) {
  const posts: string[] = [];
  const clock = createClock();
  const transport: Transport = {
    send: (exchange) => {
      if (exchange.method === 'POST') posts.push(exchange.path);
      return send(exchange);
    },
  };
  const client = createClient({ clock, transport });
  const results = opening.then((ledger) =>
    renderAll([request], { client, clock, ledger, keyOf: () => 'key' }),
  );
  return { posts, results };
}

const answer = (data: object) => ({
  status: 200,
  headers: {},
  body: JSON.stringify({ code: 200, data }),
});

const taskId = 'n41/ä_kling3';

const api: Transport['send'] = async ({ method }) =>
  method === 'POST'
    ? answer({ task_id: taskId, status: 'IN_PROGRESS' })
    : answer({ task_id: taskId, status: 'SUCCESS', response: ['https://media.example/a.mp4'] });

const never: Transport['send'] = () => new Promise(() => {});

async function untilTrue(isTrue: () => boolean): Promise<void> {
  while (!isTrue()) await new Promise((resolve) => setImmediate(resolve));
}

describe('the ledger of Render Once', () => {
  test('stops the next execution when n8n was killed during the submission', async () => {
    const { openLedger } = createTable();
    const killed = render(openLedger(), never);
    await untilTrue(() => killed.posts.length === 1);

    const next = render(openLedger(), api);

    expect(await next.results).toMatchObject([
      { status: 'failed', error: { code: 'ambiguous-submission' }, mayHaveBeenCharged: true },
    ]);
    expect(next.posts).toEqual([]);
  });

  test('lets the next execution go on with the task when n8n was killed after it', async () => {
    const { openLedger } = createTable();
    let isPolling = false;
    render(openLedger(), (exchange) => {
      if (exchange.method === 'POST') return api(exchange);
      isPolling = true;
      return never(exchange);
    });
    await untilTrue(() => isPolling);

    const next = render(openLedger(), api);

    expect(await next.results).toMatchObject([{ status: 'succeeded', taskId, origin: 'resumed' }]);
    expect(next.posts).toEqual([]);
  });

  test('takes a task id for lost when it was not written to its end', async () => {
    const { openLedger, rows } = createTable();
    await render(openLedger(), api).results;
    const last = [...rows.keys()].at(-1) ?? '';
    rows.delete(last);

    const next = render(openLedger(), api);

    expect(await next.results).toMatchObject([{ error: { code: 'ambiguous-submission' } }]);
    expect(next.posts).toEqual([]);
  });

  test('lets one of two workers submit, and the other wait for the same task', async () => {
    const { openLedger } = createTable();

    const workers = Array.from({ length: 8 }, () => render(openLedger(), api));
    const results = await Promise.all(workers.map((worker) => worker.results));

    expect(workers.flatMap(({ posts }) => posts)).toHaveLength(1);
    expect(results.flat()).toMatchObject(workers.map(() => ({ status: 'succeeded', taskId })));
  });

  test('leaves nothing of a task that failed', async () => {
    const { openLedger, rows } = createTable();

    const failing = render(openLedger(), async (exchange) =>
      exchange.method === 'POST' ? api(exchange) : answer({ task_id: taskId, status: 'FAILED' }),
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
