import { describe, expect, test } from 'vitest';
import { TransportError } from '../errors.ts';
import type { Ledger } from '../ports.ts';
import { made, refused } from '../testing/scripted-transport.ts';
import { setUpPayOnce } from '../testing/set-up-pay-once.ts';
import type { LedgerEntry } from './ledger-entry.ts';

const submitted: LedgerEntry = {
  state: 'submitted',
  attempt: 1,
  at: 9,
  submittedAt: 5,
  taskId: 'task_0',
};

describe('Pay once', () => {
  test('writes the intent before the POST and the task right after it', async () => {
    const seen: (LedgerEntry | undefined)[] = [];
    const { entries, pay, start } = setUpPayOnce(() => {
      seen.push(entries.get('video-1'));
      return made('task_1');
    });

    const paid = await pay();

    expect(paid).toEqual({ taskId: 'task_1', origin: 'rendered', submittedAt: start });
    expect(seen).toEqual([
      { state: 'submitting', attempt: 1, at: start, credits: 300, earlierCredits: 0 },
    ]);
    expect(entries.get('video-1')).toMatchObject({ state: 'submitted', taskId: 'task_1' });
  });

  test('sends the key and the attempt as an idempotency key', async () => {
    const { pay, transport } = setUpPayOnce();

    await pay();

    expect(transport.requests[0]?.headers).toEqual({ 'idempotency-key': 'video-1-1' });
  });

  test.each([
    ['resumes what was submitted', submitted, 'resumed'],
    ['reuses what was finished', { ...submitted, state: 'finished' }, 'reused'],
  ] as const)('%s, also at its deadline', async (_, entry, origin) => {
    const { entries, pay, start, transport } = setUpPayOnce();
    entries.set('video-1', entry);

    const paid = { origin, taskId: 'task_0', submittedAt: 5 };
    await expect(pay()).resolves.toEqual(paid);
    await expect(pay({ deadline: start })).resolves.toEqual(paid);
    expect(transport.requests).toEqual([]);
  });

  test('submits nothing at its deadline', async () => {
    const { clock, entries, pay, start, transport } = setUpPayOnce();
    await clock.sleep(5000);

    await expect(pay({ deadline: start + 5000 })).rejects.toMatchObject({
      code: 'deadline-exceeded',
      mayHaveBeenCharged: false,
      message:
        'The deadline of 5 s passed before the video could be submitted. Nothing was charged.',
    });
    expect(transport.requests).toEqual([]);
    expect(entries.size).toBe(0);
  });

  test('does not submit again when the response to an earlier submission was lost', async () => {
    const { entries, pay, transport } = setUpPayOnce();
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

  test('does not send a lost submission again, in this run or the next', async () => {
    const lost = new TransportError({ what: 'The connection was reset.', mayHaveArrived: true });
    const { pay, transport } = setUpPayOnce(() => lost);

    await expect(pay()).rejects.toMatchObject({ code: 'ambiguous-submission' });
    await expect(pay()).rejects.toMatchObject({ code: 'ambiguous-submission' });
    expect(transport.count('POST')).toBe(1);
  });

  test('takes the task that a response with an error status names', async () => {
    const body = JSON.stringify({ code: 500, data: { task_id: 'task_9' } });
    const { pay, transport } = setUpPayOnce(() => ({ status: 500, body }));

    await expect(pay()).resolves.toMatchObject({ taskId: 'task_9', origin: 'rendered' });
    await expect(pay()).resolves.toMatchObject({ taskId: 'task_9', origin: 'resumed' });
    expect(transport.count('POST')).toBe(1);
  });

  test('submits again after a rejection that is not final', async () => {
    const { pay } = setUpPayOnce((attempt) => (attempt === 1 ? refused(422) : made('task_1')));
    await expect(pay()).rejects.toMatchObject({ code: 'refused' });

    await expect(pay()).resolves.toMatchObject({ taskId: 'task_1', origin: 'rendered' });
  });

  describe('beside another run', () => {
    /** A ledger that notes when it is read, in seconds since the start. */
    function readTimes({ clock, ledger }: ReturnType<typeof setUpPayOnce>) {
      const times: number[] = [];
      const read: Ledger['read'] = (key) => {
        times.push(clock.elapsed() / 1000);
        return ledger.read(key);
      };
      return { times, ledger: { ...ledger, read } };
    }

    test('waits while it submits, and takes its task', async () => {
      const subject = setUpPayOnce();
      const { clock, entries, pay, start, transport } = subject;
      entries.set('video-1', { state: 'submitting', attempt: 1, at: start });
      void clock.sleep(25_000).then(() => entries.set('video-1', submitted));
      const { ledger, times } = readTimes(subject);

      await expect(pay({ ledger })).resolves.toMatchObject({
        taskId: 'task_0',
        origin: 'resumed',
      });
      expect(transport.requests).toEqual([]);
      expect(times).toEqual([0, 10, 20, 30]);
    });

    test('submits when it was refused', async () => {
      const { clock, entries, pay, start, transport } = setUpPayOnce();
      entries.set('video-1', { state: 'submitting', attempt: 1, at: start });
      const rejection = { state: 'failed', attempt: 1, at: start, isFinal: false } as const;
      void clock.sleep(5000).then(() => {
        entries.set('video-1', { ...rejection, reason: 'validation' });
      });

      await expect(pay()).resolves.toMatchObject({ taskId: 'task_1', origin: 'rendered' });
      expect(transport.requests[0]?.headers).toEqual({ 'idempotency-key': 'video-1-2' });
    });

    test('does not submit when it ended while it submitted', async () => {
      const { clock, entries, pay, start, transport } = setUpPayOnce();
      entries.set('video-1', { state: 'submitting', attempt: 1, at: start - 75_000 });

      await expect(pay()).rejects.toMatchObject({
        code: 'ambiguous-submission',
        message: expect.stringContaining('an earlier run ended while it was sending this request'),
      });
      expect(clock.elapsed()).toBe(20_000);
      expect(transport.requests).toEqual([]);
    });

    test('waits 90 s at most when its clock is an hour ahead', async () => {
      const { clock, entries, pay, start } = setUpPayOnce();
      entries.set('video-1', { state: 'submitting', attempt: 1, at: start + 3_600_000 });

      await expect(pay()).rejects.toMatchObject({
        message: expect.stringContaining('an earlier run ended while it was sending this request'),
      });
      expect(clock.elapsed()).toBe(90_000);
    });

    test('gives a further attempt of such a run 90 s of its own', async () => {
      const { clock, entries, pay, start } = setUpPayOnce();
      const at = start + 3_600_000;
      entries.set('video-1', { state: 'submitting', attempt: 1, at });
      void clock.sleep(45_000).then(() => {
        entries.set('video-1', { state: 'submitting', attempt: 2, at });
      });

      await expect(pay()).rejects.toMatchObject({ code: 'ambiguous-submission' });
      expect(clock.elapsed()).toBe(140_000);
    });

    test('waits for it until the deadline at most', async () => {
      const { clock, entries, pay, start } = setUpPayOnce();
      entries.set('video-1', { state: 'submitting', attempt: 1, at: start });

      await expect(pay({ deadline: start + 3000 })).rejects.toMatchObject({
        code: 'ambiguous-submission',
        message: expect.stringContaining('another run is still sending this request'),
      });
      expect(clock.elapsed()).toBe(3000);
    });

    test('ends at once when it is stopped while it waits', async () => {
      const { clock, entries, pay, start } = setUpPayOnce();
      entries.set('video-1', { state: 'submitting', attempt: 1, at: start });
      const stop = new AbortController();
      void clock.sleep(3000).then(() => stop.abort(new Error('stopped')));

      await expect(pay({ signal: stop.signal })).rejects.toThrow('stopped');
      expect(clock.elapsed()).toBe(3000);
    });

    test('takes its task when it claims a moment earlier', async () => {
      const subject = setUpPayOnce();
      const { entries, pay, transport } = subject;
      const { ledger, times } = readTimes(subject);
      const claim = async () => {
        entries.set('video-1', submitted);
        return false;
      };

      await expect(pay({ ledger: { ...ledger, claim } })).resolves.toMatchObject({
        taskId: 'task_0',
        origin: 'resumed',
      });
      expect(transport.requests).toEqual([]);
      expect(times).toEqual([0, 10]);
    });

    test('asks every 10 s only when its claim cannot be read', async () => {
      const subject = setUpPayOnce();
      const { clock, pay, start, transport } = subject;
      const { ledger, times } = readTimes(subject);
      const claim = async () => false;

      const paid = pay({ ledger: { ...ledger, claim }, deadline: start + 25_000 });

      await expect(paid).rejects.toMatchObject({ code: 'ambiguous-submission' });
      expect(clock.elapsed()).toBe(25_000);
      expect(times).toEqual([0, 10, 20, 25]);
      expect(transport.requests).toEqual([]);
    });

    test('pays once when both start at one moment', async () => {
      const { pay, transport } = setUpPayOnce();

      const paid = await Promise.all([pay(), pay()]);

      expect(paid.map(({ taskId }) => taskId)).toEqual(['task_1', 'task_1']);
      expect(transport.count('POST')).toBe(1);
    });
  });

  describe('under a rate limit', () => {
    test('submits again, because no task was made', async () => {
      const { clock, pay, transport } = setUpPayOnce((attempt) =>
        attempt < 3 ? { status: 429, headers: { 'retry-after': '10' } } : made('task_1'),
      );

      await expect(pay()).resolves.toMatchObject({ taskId: 'task_1', origin: 'rendered' });
      expect(transport.count('POST')).toBe(3);
      expect(clock.elapsed()).toBe(20_000);
    });

    test('holds no claim while it waits', async () => {
      const seen: unknown[] = [];
      const { clock, entries, pay } = setUpPayOnce((attempt) => {
        void clock.sleep(5000).then(() => seen.push(entries.get('video-1')?.state));
        return attempt === 1 ? { status: 429, headers: { 'retry-after': '10' } } : made('task_1');
      });

      await pay();

      expect(seen[0]).toBe('failed');
    });

    test('gives up at the deadline', async () => {
      const { clock, pay, start } = setUpPayOnce(() => ({ status: 429 }));

      await expect(pay({ deadline: start + 100_000 })).rejects.toMatchObject({
        code: 'rate-limited',
      });
      expect(clock.elapsed()).toBeLessThan(100_000);
    });

    test('gives up when it is reported after the deadline', async () => {
      const { clock, pay, start, transport } = setUpPayOnce(async () => {
        await clock.sleep(10_000);
        return { status: 429, headers: { 'retry-after': '0' } };
      });

      await expect(pay({ deadline: start + 5000 })).rejects.toMatchObject({
        code: 'rate-limited',
      });
      expect(transport.count('POST')).toBe(1);
    });

    test('beyond the deadline ends at once, and submits nothing after it', async () => {
      const { clock, entries, pay, start, transport } = setUpPayOnce((attempt) =>
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
  });

  describe('when the ledger fails', () => {
    const broken = () => Promise.reject(new Error('disk full'));

    test('sends nothing if it does not take the claim', async () => {
      const { ledger, pay, transport } = setUpPayOnce();

      await expect(pay({ ledger: { ...ledger, claim: broken } })).rejects.toMatchObject({
        code: 'ledger',
        message: 'The ledger did not take the claim (disk full). Nothing was submitted.',
      });
      expect(transport.requests).toEqual([]);
    });

    test('continues with the paid task if it does not record the task id, and reports that', async () => {
      const { failures, ledger, pay } = setUpPayOnce();

      await expect(pay({ ledger: { ...ledger, record: broken } })).resolves.toMatchObject({
        taskId: 'task_1',
      });
      expect(failures).toMatchObject([
        { code: 'ledger', taskId: 'task_1', mayHaveBeenCharged: true },
      ]);
    });
  });
});
