import { createClient, type Ledger, parseVideoRequest, renderAll } from '@kling-automation/core';
import {
  createScriptedTransport,
  createVirtualClock,
  failedTask,
  finishedTask,
  runningTask,
} from '@kling-automation/core/testing';
import { describe, expect, test } from 'vitest';
import { createEntryRows } from '../../nodes/Kling/host/ledger/entry-rows.ts';
import { createExecutionLedger } from '../../nodes/Kling/host/ledger/execution-ledger.ts';
import { openExecutionMemory } from '../../nodes/Kling/host/ledger/execution-memory.ts';
import { createSpentRows } from '../../nodes/Kling/host/ledger/spent-rows.ts';
import { openDedupRows } from '../../nodes/Kling/host/n8n-internals/dedup-rows.ts';

/** The table of n8n's database, which outlives a killed process: rows by the id of the node. */
function createTable() {
  const rows = new Map<string, readonly string[]>();
  /** A new process, or another worker: all is forgotten but the table. */
  const openLedger = async () => {
    const dedupRows = await openDedupRows(createContext(rows));
    if (dedupRows === undefined) throw new TypeError('There are no rows.');
    return createExecutionLedger(openExecutionMemory({}), {
      entries: createEntryRows(dedupRows),
      spent: createSpentRows(dedupRows, 'execution 1'),
    });
  };
  return { rows, openLedger };
}

/** What of n8n's context the rows use. */
function createContext(rows: Map<string, readonly string[]>, changed: object = {}) {
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
  };
  const context = {
    helpers,
    node,
    getNode: () => ({ ...node }),
    getWorkflow: () => ({ id: 'workflow 1' }),
    ...changed,
  };
  // n8n's type of its context lists everything that it has.
  return context as unknown as Parameters<typeof openDedupRows>[0];
}

/** Finds the row of a name, by writing it into another table. */
async function rowNameOf(name: string): Promise<string> {
  const rows = new Map<string, readonly string[]>();
  const dedupRows = await openDedupRows(createContext(rows));
  await dedupRows?.create(name, 1);
  return [...rows.keys()][0] ?? '';
}

const { request } = parseVideoRequest({ prompt: 'A lighthouse', sound: false });

/** Renders as one process would; `script` is the API. */
function render(
  opening: Promise<Ledger>,
  script: Parameters<typeof createScriptedTransport>[0],
  { key = 'key', maxCredits }: { key?: string; maxCredits?: number } = {},
) {
  const clock = createVirtualClock({ timeLimitMilliseconds: 15_000 });
  const transport = createScriptedTransport(script);
  const client = createClient({ clock, transport });
  const results = opening.then((ledger) =>
    renderAll([request], { client, clock, ledger, keyOf: () => key, maxCredits }),
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

describe('a ledger in rows', () => {
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
    rows.delete(await rowNameOf('length of key 1'));

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

  test('lets the next execution submit again what failed, as the next attempt', async () => {
    const { openLedger } = createTable();
    await render(openLedger(), ({ method }) =>
      method === 'POST' ? runningTask(taskId) : failedTask(taskId),
    ).results;

    const next = render(openLedger(), ({ method, path }) => {
      if (method === 'POST') return runningTask('second');
      return path.endsWith('second') ? finishedTask('second') : failedTask(taskId);
    });

    expect(await next.results).toMatchObject([{ status: 'succeeded', taskId: 'second' }]);
    const [post] = next.transport.requests.filter(({ method }) => method === 'POST');
    expect(post?.headers).toMatchObject({ 'idempotency-key': 'key-2' });
  });

  test('reads a failed task again, also after a submission that made no task', async () => {
    const { openLedger } = createTable();
    await render(openLedger(), ({ method }) =>
      method === 'POST' ? runningTask(taskId) : failedTask(taskId),
    ).results;
    await render(openLedger(), ({ method }) =>
      method === 'POST'
        ? { status: 402, body: '{"code":402,"message":"No credits"}' }
        : failedTask(taskId),
    ).results;

    const next = render(openLedger(), api);

    expect(await next.results).toMatchObject([{ status: 'succeeded', taskId, origin: 'resumed' }]);
    expect(next.transport.count('POST')).toBe(0);
  });

  test('counts what all executions of a root have spent, failed tasks too', async () => {
    const { openLedger } = createTable();
    await render(openLedger(), api, { key: 'one' }).results;

    const next = render(openLedger(), api, { key: 'other', maxCredits: 499 });

    await expect(next.results).rejects.toMatchObject({
      code: 'budget-exceeded',
      spentCredits: 300,
    });
    expect(next.transport.count('POST')).toBe(0);
  });

  test('counts what the API has charged in place of the estimate', async () => {
    const { openLedger } = createTable();
    const ledger = await openLedger();
    await ledger.spending?.reserve('one', 1, 300);
    await ledger.spending?.reserve('other', 1, 5184);
    await ledger.spending?.settle('one', 1, 0);

    const next = await openLedger();

    expect(await next.spending?.total()).toBe(5184);
  });

  test('gives each of two executions a place of its own for what it spends', async () => {
    const { openLedger } = createTable();
    const ledgers = await Promise.all([openLedger(), openLedger(), openLedger()]);

    await Promise.all(ledgers.map((ledger, index) => ledger.spending?.reserve(`${index}`, 1, 120)));

    const next = await openLedger();
    expect(await next.spending?.total()).toBe(360);
  });

  test.each([
    ['n8n does not keep rows apart', { helpers: { getProcessedDataCount: async () => 3 } }],
    ['the workflow was never saved', { getWorkflow: () => ({ id: '' }) }],
  ])('is not used where %s', async (_why, changed) => {
    expect(await openDedupRows(createContext(new Map(), changed))).toBeUndefined();
  });
});
