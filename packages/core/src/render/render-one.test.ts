import { describe, expect, test } from 'vitest';
import type { LedgerEntry } from '../memory/ledger-entry.ts';
import { createMemoryLedger } from '../memory/memory-ledger.ts';
import type { Ledger, Spending } from '../ports.ts';
import { dataResponse, refused, type ScriptedReply } from '../testing/scripted-transport.ts';
import { setUpRenderAll, video } from '../testing/set-up-render-all.ts';

const task = { attempt: 1, at: 1, credits: 300, taskId: 'task_0', submittedAt: 1 } as const;

/** Renders one video of 300 credits whose polls all get one response. */
function setUp(poll: ScriptedReply, entry?: LedgerEntry) {
  const subject = setUpRenderAll(({ method }) => (method === 'GET' ? poll : undefined));
  const entries = new Map(entry === undefined ? [] : [['key', entry]]);
  const counted: string[] = [];
  const count = (name: string) => async (key: string, attempt: number, credits: number) => {
    counted.push(`${name} ${key}.${attempt} ${credits}`);
  };
  const spending: Spending = {
    reserve: count('reserve'),
    settle: count('settle'),
    total: async () => 0,
  };
  const ledger = { ...createMemoryLedger(entries), spending };
  const render = async (options: object = {}) => {
    const results = await subject.render([video('Take 0')], {
      ledger,
      keyOf: () => 'key',
      ...options,
    });
    return results[0];
  };
  return { ...subject, counted, entries, render };
}

function ready(charge: object = {}) {
  const response = ['https://media.example/video.mp4'];
  return dataResponse({ status: 'SUCCESS', response, ...charge });
}

describe('A video that was just submitted', () => {
  test('is given to the ledger, then reported, before a slow ledger has stored its task', async () => {
    const { clock, entries, events, render } = setUp(ready());
    const memory = createMemoryLedger(entries);
    const countReported = () => events.filter(({ type }) => type === 'rendered').length;
    const reported: number[] = [];
    const record: Ledger['record'] = async (key, entry) => {
      reported.push(countReported());
      await clock.sleep(5000);
      reported.push(countReported());
      return memory.record(key, entry);
    };

    await render({ ledger: { ...memory, record } });

    expect(reported).toEqual([0, 1, 1, 1]);
  });
});

describe('A video that is ready', () => {
  test('is recorded with what the API charged, and a difference is reported and counted', async () => {
    const { counted, entries, events, render } = setUp(ready({ consumed_credits: 900 }));

    expect(await render()).toMatchObject({ status: 'succeeded', credits: 900 });

    expect(entries.get('key')).toMatchObject({ state: 'finished', attempt: 1, credits: 900 });
    expect(counted).toEqual(['reserve key.1 300', 'settle key.1 900']);
    expect(events.filter(({ type }) => type === 'charge-differs')).toMatchObject([
      {
        taskId: 'task_1',
        chargedCredits: 900,
        estimatedCredits: 300,
        notice:
          'Task task_1 was charged 900 credits; the price table has 300: credit limits allow 3 times as much as stated.',
      },
    ]);
  });

  test.each([{ consumed_credits: 300 }, {}])(
    'costs the estimate unless the API shows otherwise: %j',
    async (charge) => {
      const { counted, entries, events, render } = setUp(ready(charge));

      expect(await render()).toMatchObject({ credits: 300 });

      expect(entries.get('key')).toMatchObject({ state: 'finished', credits: 300 });
      expect(counted).toEqual(['reserve key.1 300']);
      expect(events.map(({ type }) => type)).toEqual(['rendered', 'polled', 'ended']);
    },
  );

  test('costs nothing when the API shows 0', async () => {
    const { counted, render } = setUp(ready({ consumed_credits: 0 }));

    expect(await render()).toMatchObject({ credits: 0 });
    expect(counted).toEqual(['reserve key.1 300', 'settle key.1 0']);
  });

  test('that an earlier run submitted is recorded with the figures of its entry', async () => {
    const entry = { ...task, state: 'submitted', attempt: 3, earlierCredits: 600 } as const;
    const { entries, render } = setUp(ready(), entry);

    expect(await render()).toMatchObject({ origin: 'resumed', taskId: 'task_0' });
    expect(entries.get('key')).toMatchObject({
      state: 'finished',
      attempt: 3,
      credits: 300,
      earlierCredits: 600,
    });
  });

  test('and was ready before stays as it is recorded', async () => {
    const entry = { ...task, state: 'finished', credits: 900 } as const;
    const { counted, entries, events, render } = setUp(ready(), entry);

    expect(await render()).toMatchObject({ origin: 'reused', credits: 900 });
    expect(entries.get('key')).toBe(entry);
    expect(counted).toEqual([]);
    expect(events.map(({ type }) => type)).toEqual(['reused', 'polled', 'ended']);
  });
});

describe('A task that failed', () => {
  test('is recorded with its reason, its words and what it may have cost', async () => {
    const { counted, entries, render } = setUp(
      dataResponse({ status: 'FAILED', error_message: 'Out of memory' }),
    );

    expect(await render()).toMatchObject({ status: 'failed', taskId: 'task_1' });

    expect(entries.get('key')).toMatchObject({
      state: 'failed',
      attempt: 1,
      credits: 300,
      taskId: 'task_1',
      reason: 'other',
      isFinal: false,
      message: 'Out of memory',
    });
    expect(entries.get('key')).not.toHaveProperty('submittedAt');
    expect(counted).toEqual(['reserve key.1 300']);
  });

  test('is final when the same content would fail again', async () => {
    const { entries, render } = setUp(dataResponse({ status: 'FAILED', error_code: 1301 }));

    await render();

    expect(entries.get('key')).toMatchObject({ reason: 'content-policy', isFinal: true });
    expect(entries.get('key')).not.toHaveProperty('message');
  });

  test('costs nothing when the API reports that it charged nothing', async () => {
    const { counted, entries, events, render } = setUp(
      dataResponse({ status: 'FAILED', consumed_credits: 0 }),
    );

    await render();

    expect(entries.get('key')).toMatchObject({ state: 'failed', credits: 0 });
    expect(counted).toEqual(['reserve key.1 300', 'settle key.1 0']);
    expect(events.map(({ type }) => type)).not.toContain('charge-differs');
  });

  test('costs what the API charged for it all the same', async () => {
    const { counted, events, render } = setUp(
      dataResponse({ status: 'FAILED', consumed_credits: 900 }),
    );

    await render();

    expect(counted).toEqual(['reserve key.1 300', 'settle key.1 900']);
    expect(events.map(({ type }) => type)).toContain('charge-differs');
  });

  test.each(['FAILED', 'CANCELLED', 'EXPIRED', 'TIMEOUT', 'ERROR'])(
    'after its video was ready never becomes payable: %s',
    async (status) => {
      const entry = { ...task, state: 'finished' } as const;
      const { entries, render, transport } = setUp(dataResponse({ status }), entry);

      expect(await render()).toMatchObject({
        status: 'failed',
        error: {
          code: 'task-failed',
          message: expect.stringContaining(
            'Its video was ready before, so it is not paid again by itself. To pay for a new one, change the edition of the video.',
          ),
        },
      });
      expect(entries.get('key')).toBe(entry);
      await render();
      expect(transport.count('POST')).toBe(0);
    },
  );
});

test('A paid task that the API does not know any more is not paid again', async () => {
  const entry = { ...task, state: 'submitted' } as const;
  const { entries, render, transport } = setUp(refused(404, 'Task not found'), entry);

  expect(await render()).toMatchObject({
    taskId: 'task_0',
    error: {
      code: 'task-not-found',
      message:
        'The API knows no task task_0. Check the id, and that the key belongs to the account that submitted it. It is already paid, so it is not paid again by itself. If the API no longer has it, change the edition of the video to pay for a new one.',
    },
  });
  expect(entries.get('key')).toBe(entry);
  expect(transport.count('POST')).toBe(0);
});
