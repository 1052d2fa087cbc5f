import { describe, expect, test } from 'vitest';
import { createClient } from '../client/client.ts';
import { TransportError } from '../errors.ts';
import type { Ledger } from '../ports.ts';
import { parseVideoRequest } from '../request/parse-video-request.ts';
import {
  type Cue,
  createScriptedTransport,
  failedTask,
  made,
  refused,
} from '../testing/scripted-transport.ts';
import { createVirtualClock } from '../testing/virtual-clock.ts';
import { createClaimWait } from './claim-wait.ts';
import type { LedgerEntry } from './ledger-entry.ts';
import { createMemoryLedger } from './memory-ledger.ts';
import { type PayOnceOptions, payOnce } from './pay-once.ts';

const { request } = parseVideoRequest({ prompt: 'A lighthouse at dawn' });

function createSubject(
  script: (attempt: number) => Cue | Promise<Cue> = () => made('task_1'),
  look: (taskId: string) => Cue = failedTask,
) {
  const clock = createVirtualClock();
  const start = clock.now();
  const transport = createScriptedTransport(({ method, path }, attempt) =>
    method === 'POST' ? script(attempt) : look(path.split('/').at(-1) ?? ''),
  );
  const entries = new Map<string, LedgerEntry>();
  const ledger = createMemoryLedger(entries);
  const failures: Error[] = [];
  const pay = async (options: Partial<PayOnceOptions> = {}) => {
    const chosen = options.ledger ?? ledger;
    const { entry, origin } = await payOnce(
      { key: 'video-1', request, entry: await chosen.read('video-1') },
      {
        client: createClient({ clock, transport, random: () => 0 }),
        clock,
        random: () => 0,
        ledger: chosen,
        limits: [],
        claimWait: createClaimWait(clock),
        startedAt: start,
        deadline: start + 600_000,
        onLedgerFailure: (error) => failures.push(error),
        ...options,
      },
    );
    return { origin, taskId: entry.taskId, submittedAt: entry.submittedAt };
  };
  return { clock, entries, failures, ledger, pay, start, transport };
}

describe('pay once', () => {
  test('writes the intent before the POST and the task right after it', async () => {
    const seen: (LedgerEntry | undefined)[] = [];
    const { entries, pay, start } = createSubject(() => {
      seen.push(entries.get('video-1'));
      return made('task_1');
    });

    const paid = await pay();

    expect(paid).toEqual({ taskId: 'task_1', origin: 'rendered', submittedAt: start });
    expect(seen).toEqual([
      { state: 'submitting', attempt: 1, at: start, credits: 300, earlierCredits: 0 },
    ]);
    expect(entries.get('video-1')).toEqual({
      state: 'submitted',
      attempt: 1,
      credits: 300,
      earlierCredits: 0,
      at: start,
      submittedAt: start,
      taskId: 'task_1',
    });
  });

  test('sends the key and the attempt as an idempotency key', async () => {
    const { pay, transport } = createSubject();

    await pay();

    expect(transport.requests[0]?.headers).toEqual({ 'idempotency-key': 'video-1-1' });
  });

  test('resumes what was submitted', async () => {
    const { entries, pay, transport } = createSubject();
    entries.set('video-1', {
      state: 'submitted',
      attempt: 1,
      at: 5,
      submittedAt: 5,
      taskId: 'task_0',
    });

    await expect(pay()).resolves.toEqual({ taskId: 'task_0', origin: 'resumed', submittedAt: 5 });
    expect(transport.requests).toEqual([]);
  });

  test('reuses what was finished', async () => {
    const { entries, pay, transport } = createSubject();
    entries.set('video-1', {
      state: 'finished',
      attempt: 1,
      at: 9,
      taskId: 'task_0',
      submittedAt: 5,
    });

    await expect(pay()).resolves.toEqual({ taskId: 'task_0', origin: 'reused', submittedAt: 5 });
    expect(transport.requests).toEqual([]);
  });

  test('submits again what failed for a reason that may pass', async () => {
    const { entries, pay } = createSubject();
    entries.set('video-1', {
      state: 'failed',
      attempt: 1,
      isFinal: false,
      at: 5,
      taskId: 'task_0',
      reason: 'task-failed',
    });

    await expect(pay()).resolves.toMatchObject({ taskId: 'task_1', origin: 'rendered' });
  });

  test('stops before an earlier submission whose response was lost', async () => {
    const { entries, pay, transport } = createSubject();
    entries.set('video-1', { state: 'ambiguous', attempt: 1, at: 5 });

    await expect(pay()).rejects.toMatchObject({
      code: 'ambiguous-submission',
      mayHaveBeenCharged: true,
      message: expect.stringContaining(
        'You may have been charged: an earlier run sent this request and never got a response.',
      ),
    });
    expect(transport.requests).toEqual([]);
  });

  test('stops before an earlier run that died while it was submitting', async () => {
    const { clock, entries, pay, transport } = createSubject();
    entries.set('video-1', { state: 'submitting', attempt: 1, at: clock.now() - 90_000 });

    await expect(pay()).rejects.toMatchObject({
      code: 'ambiguous-submission',
      message: expect.stringContaining('an earlier run ended while it was sending this request'),
    });
    expect(transport.requests).toEqual([]);
  });

  test('waits for a run that is submitting right now, and takes its task', async () => {
    const { clock, entries, pay, start, transport } = createSubject();
    entries.set('video-1', { state: 'submitting', attempt: 1, at: start });
    void clock.sleep(5000).then(() => {
      entries.set('video-1', {
        state: 'submitted',
        attempt: 1,
        at: start,
        submittedAt: start,
        taskId: 'task_0',
      });
    });

    await expect(pay()).resolves.toMatchObject({ taskId: 'task_0', origin: 'resumed' });
    expect(transport.requests).toEqual([]);
  });

  test('waits no longer for such a run than until its own deadline', async () => {
    const { pay, entries, start } = createSubject();
    entries.set('video-1', { state: 'submitting', attempt: 1, at: start });

    await expect(pay({ deadline: start + 3000 })).rejects.toMatchObject({
      code: 'ambiguous-submission',
      message: expect.stringContaining('another run is still sending this request'),
    });
  });

  test('takes the task of a run that claimed it a moment earlier', async () => {
    const { entries, ledger, pay, start, transport } = createSubject();
    const racing: Ledger = {
      ...ledger,
      async claim() {
        entries.set('video-1', {
          state: 'submitted',
          attempt: 1,
          at: start,
          submittedAt: start,
          taskId: 'task_0',
        });
        return false;
      },
    };

    await expect(pay({ ledger: racing })).resolves.toMatchObject({
      taskId: 'task_0',
      origin: 'resumed',
    });
    expect(transport.requests).toEqual([]);
  });

  test('pays once when two runs race on one ledger', async () => {
    const { pay, transport } = createSubject();

    const paid = await Promise.all([pay(), pay()]);

    expect(paid.map(({ taskId }) => taskId)).toEqual(['task_1', 'task_1']);
    expect(transport.count('POST')).toBe(1);
  });

  test('remembers that a response was lost', async () => {
    const lost = new TransportError({ what: 'The connection was reset.', mayHaveArrived: true });
    const { entries, pay, transport } = createSubject(() => lost);

    await expect(pay()).rejects.toMatchObject({ code: 'ambiguous-submission' });
    await expect(pay()).rejects.toMatchObject({ code: 'ambiguous-submission' });

    expect(entries.get('video-1')).toMatchObject({ state: 'ambiguous' });
    expect(transport.count('POST')).toBe(1);
  });

  test('takes the task that a response with an error status names', async () => {
    const body = JSON.stringify({ code: 500, data: { task_id: 'task_9' } });
    const { pay, transport } = createSubject(() => ({ status: 500, body }));
    await expect(pay()).resolves.toMatchObject({ taskId: 'task_9', origin: 'rendered' });
    await expect(pay()).resolves.toMatchObject({ taskId: 'task_9', origin: 'resumed' });
    expect(transport.count('POST')).toBe(1);
  });

  test('frees the key when the API refuses, so a fixed run may submit', async () => {
    const { entries, pay } = createSubject((attempt) =>
      attempt === 1 ? refused(422, 'duration is required') : made('task_1'),
    );
    await expect(pay()).rejects.toMatchObject({ code: 'refused' });
    expect(entries.get('video-1')).toMatchObject({ state: 'failed', reason: 'validation' });

    await expect(pay()).resolves.toMatchObject({ taskId: 'task_1' });
  });

  test('frees the key when it is stopped before anything was sent', async () => {
    const { entries, ledger, pay, transport } = createSubject();
    const stop = new AbortController();
    const slow: Ledger = {
      ...ledger,
      async claim(...claim) {
        stop.abort(new Error('stopped'));
        return ledger.claim(...claim);
      },
    };

    await expect(pay({ ledger: slow, signal: stop.signal })).rejects.toThrow('stopped');
    expect(transport.requests).toEqual([]);
    expect(entries.get('video-1')).toMatchObject({
      state: 'failed',
      reason: 'stopped before it was sent',
    });
  });

  test('submits again after a rate limit, which never makes a task', async () => {
    const { clock, pay, transport } = createSubject((attempt) =>
      attempt < 3 ? { status: 429, headers: { 'retry-after': '10' } } : made('task_1'),
    );

    await expect(pay()).resolves.toMatchObject({ taskId: 'task_1', origin: 'rendered' });
    expect(transport.count('POST')).toBe(3);
    expect(clock.elapsed()).toBe(20_000);
  });

  test('holds no claim while it waits for a rate limit to pass', async () => {
    const seen: unknown[] = [];
    const { clock, entries, pay } = createSubject((attempt) => {
      void clock.sleep(5000).then(() => seen.push(entries.get('video-1')?.state));
      return attempt === 1 ? { status: 429, headers: { 'retry-after': '10' } } : made('task_1');
    });

    await pay();

    expect(seen[0]).toBe('failed');
  });

  test('gives up on a rate limit at the deadline', async () => {
    const { clock, pay, start } = createSubject(() => ({ status: 429 }));

    await expect(pay({ deadline: start + 100_000 })).rejects.toMatchObject({
      code: 'rate-limited',
    });
    expect(clock.elapsed()).toBeLessThan(100_000);
  });

  test('gives up on a rate limit that it hears of after the deadline', async () => {
    const { clock, pay, start, transport } = createSubject(async () => {
      await clock.sleep(10_000);
      return { status: 429, headers: { 'retry-after': '0' } };
    });

    await expect(pay({ deadline: start + 5000 })).rejects.toMatchObject({ code: 'rate-limited' });
    expect(transport.count('POST')).toBe(1);
  });

  test('reports a rate limit beyond the deadline at once, and submits nothing after it', async () => {
    const { clock, entries, pay, start, transport } = createSubject((attempt) =>
      attempt === 1 ? { status: 429, headers: { 'retry-after': '60' } } : made('task_1'),
    );

    await expect(pay({ deadline: start + 45_000 })).rejects.toMatchObject({
      code: 'rate-limited',
      retryAfterMilliseconds: 60_000,
    });
    expect(clock.elapsed()).toBe(0);
    expect(transport.count('POST')).toBe(1);
    expect(entries.get('video-1')?.state).toBe('failed');
  });

  describe('when the ledger fails', () => {
    const broken = () => Promise.reject(new Error('disk full'));

    test('sends nothing if it does not take the intent', async () => {
      const { ledger, pay, transport } = createSubject();

      await expect(pay({ ledger: { ...ledger, claim: broken } })).rejects.toMatchObject({
        code: 'ledger',
        message: 'The ledger did not take the claim (disk full). Nothing was submitted.',
      });
      expect(transport.requests).toEqual([]);
    });

    test('goes on with the paid task if it does not take the task id, and says so', async () => {
      const { failures, ledger, pay } = createSubject();

      await expect(pay({ ledger: { ...ledger, record: broken } })).resolves.toMatchObject({
        taskId: 'task_1',
      });
      expect(failures).toMatchObject([
        { code: 'ledger', taskId: 'task_1', mayHaveBeenCharged: true },
      ]);
    });

    test('reports the refusal if it does not take that', async () => {
      const { ledger, pay } = createSubject(() => ({ status: 422 }));

      await expect(pay({ ledger: { ...ledger, record: broken } })).rejects.toMatchObject({
        code: 'refused',
      });
    });
  });
});
