import { describe, expect, test } from 'vitest';
import { createClient } from '../client/client.ts';
import { parseVideoRequest } from '../request/parse-video-request.ts';
import {
  createScriptedTransport,
  dataResponse,
  refused,
  type ScriptedReply,
} from '../testing/scripted-transport.ts';
import { createVirtualClock } from '../testing/virtual-clock.ts';
import { adoptTask, overruleUnknown, type ProposedTask } from './adopt-task.ts';
import type { LedgerEntry } from './ledger-entry.ts';
import { createMemoryLedger } from './memory-ledger.ts';

const { request } = parseVideoRequest({ prompt: 'A lighthouse at dawn' });

const running = (echo?: object) =>
  dataResponse({ task_id: 'task_9', status: 'IN_PROGRESS', request: echo });

function setUp(before: LedgerEntry | undefined, reply: ScriptedReply) {
  const clock = createVirtualClock();
  const transport = createScriptedTransport(() => reply);
  const client = createClient({ clock, transport });
  const entries = new Map(before === undefined ? [] : [['video-1', before]]);
  const ledger = createMemoryLedger(entries);
  const ports = { client, clock, ledger, deadline: clock.now() + 60_000 };
  const adopt = (facts: Partial<ProposedTask> = {}) =>
    adoptTask({ key: 'video-1', request, taskId: 'task_9', isTrusted: false, ...facts }, ports);
  return { adopt, clock, entries, ledger, ports };
}

const ambiguous: LedgerEntry = { state: 'ambiguous', attempt: 2, credits: 300, at: 5 };
const other: LedgerEntry = {
  state: 'submitted',
  attempt: 1,
  at: 5,
  taskId: 'task_1',
  submittedAt: 5,
};

describe('A task that someone outside names', () => {
  test('turns a lost submission into a known one when its request agrees', async () => {
    const { adopt, clock, entries } = setUp(ambiguous, running({ prompt: 'A lighthouse at dawn' }));

    await expect(adopt()).resolves.toMatchObject({ outcome: 'adopted' });

    expect(entries.get('video-1')).toEqual({
      state: 'submitted',
      attempt: 2,
      credits: 300,
      at: clock.now(),
      taskId: 'task_9',
      submittedAt: 5,
    });
  });

  test.each<[string, LedgerEntry | undefined]>([
    ['nothing', undefined],
    ['a claim', { state: 'submitting', attempt: 1, at: 5 }],
    [
      'a failure',
      { state: 'failed', attempt: 1, at: 5, taskId: 'task_1', reason: 'other', isFinal: false },
    ],
  ])('is adopted where the ledger has %s', async (_, before) => {
    const { adopt, entries } = setUp(before, running());

    await expect(adopt({ isTrusted: true })).resolves.toMatchObject({ outcome: 'adopted' });

    expect(entries.get('video-1')).toMatchObject({ state: 'submitted', taskId: 'task_9' });
  });

  test('is another attempt than the one that failed, whose credits still count', async () => {
    const before = { state: 'failed', attempt: 3, credits: 300, at: 5, reason: 'other' } as const;
    const { adopt, entries } = setUp({ ...before, isFinal: true }, running());

    await adopt({ isTrusted: true });

    expect(entries.get('video-1')).toMatchObject({ attempt: 4, credits: 300, earlierCredits: 300 });
  });

  test('is known when the ledger has it already', async () => {
    const known = { ...other, taskId: 'task_9' };
    const { adopt } = setUp(known, running());

    await expect(adopt({ isTrusted: true })).resolves.toEqual({ outcome: 'known', entry: known });
  });

  test.each<LedgerEntry>([other, { ...other, state: 'finished' }])(
    'is a second one when the ledger has another that is $state',
    async (before) => {
      const { adopt, entries } = setUp(before, running());

      await expect(adopt({ isTrusted: true })).resolves.toEqual({
        outcome: 'second',
        knownTaskId: 'task_1',
      });
      expect(entries.get('video-1')).toBe(before);
    },
  );

  test('is of another video when the API repeats another request', async () => {
    const { adopt, entries } = setUp(ambiguous, running({ prompt: 'A cat' }));

    await expect(adopt({ isTrusted: true })).resolves.toEqual({ outcome: 'other video' });
    expect(entries.get('video-1')).toBe(ambiguous);
  });

  test('is unproven when the API repeats no request and nobody vouches for it', async () => {
    const { adopt, entries } = setUp(ambiguous, running());

    await expect(adopt()).resolves.toEqual({ outcome: 'unproven' });
    expect(entries.get('video-1')).toBe(ambiguous);
  });

  test('is not adopted when the API does not know it', async () => {
    const { adopt, entries } = setUp(ambiguous, refused(404));

    await expect(adopt({ isTrusted: true })).rejects.toMatchObject({ code: 'task-not-found' });
    expect(entries.get('video-1')).toBe(ambiguous);
  });

  test('is reported when the ledger does not take it', async () => {
    const { ports } = setUp(ambiguous, running());
    const record = () => Promise.reject(new Error('disk full'));
    const named = { key: 'video-1', request, taskId: 'task_9', isTrusted: true };

    await expect(
      adoptTask(named, { ...ports, ledger: { ...ports.ledger, record } }),
    ).rejects.toMatchObject({ code: 'ledger', taskId: 'task_9' });
  });
});

describe("A person's word that no task was made", () => {
  test.each<LedgerEntry>([ambiguous, { state: 'submitting', attempt: 2, credits: 300, at: 5 }])(
    'makes a submission payable whose outcome is unknown ($state), and its credits still count',
    async (before) => {
      const { entries, ports } = setUp(before, running());

      await expect(overruleUnknown('video-1', ports)).resolves.toBe(true);

      expect(entries.get('video-1')).toMatchObject({
        state: 'failed',
        attempt: 2,
        credits: 300,
        reason: 'overruled',
        isFinal: false,
      });
    },
  );

  test.each<LedgerEntry>([
    other,
    { ...other, state: 'finished' },
    { state: 'failed', attempt: 1, at: 5, reason: 'content-policy', isFinal: true },
  ])('changes nothing about an entry that is $state', async (before) => {
    const { entries, ports } = setUp(before, running());

    await expect(overruleUnknown('video-1', ports)).resolves.toBe(false);
    expect(entries.get('video-1')).toBe(before);
  });

  test('changes nothing where there is no entry', async () => {
    const { ports } = setUp(undefined, running());

    await expect(overruleUnknown('video-1', ports)).resolves.toBe(false);
  });

  test('does not free a claim of a run that may be submitting at this moment', async () => {
    const { clock, ports } = setUp(undefined, running());
    const claim = { state: 'submitting', attempt: 1, at: clock.now() } as const;
    await ports.ledger.record('video-1', claim);

    await expect(overruleUnknown('video-1', ports)).resolves.toBe(false);
  });

  test('is reported when the ledger does not take it', async () => {
    const { ports } = setUp(ambiguous, running());
    const record = () => Promise.reject(new Error('disk full'));

    await expect(
      overruleUnknown('video-1', { ...ports, ledger: { ...ports.ledger, record } }),
    ).rejects.toMatchObject({ code: 'ledger' });
  });
});
