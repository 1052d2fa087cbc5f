import { describe, expect, test } from 'vitest';
import { TransportError } from '../errors.ts';
import type { Ledger } from '../ports.ts';
import { made, refused } from '../testing/scripted-transport.ts';
import { setUpPayOnce } from '../testing/set-up-pay-once.ts';
import { createCallSpending } from './spending-limits.ts';

/** A limit that counts for one call. */
function limitTo(maxCredits: number) {
  const spending = createCallSpending(new Map());
  return { spending, limits: [{ maxCredits, spending, isShared: true }] };
}

describe('A claimed submission', () => {
  test('that makes a task is recorded, and its credits stay counted', async () => {
    const { clock, entries, start, submit } = setUpPayOnce(async () => {
      await clock.sleep(800);
      return made('task_1');
    });
    const { limits, spending } = limitTo(300);
    const entry = {
      state: 'submitted',
      attempt: 1,
      credits: 300,
      earlierCredits: 0,
      owner: 'run 7',
      at: start + 800,
      submittedAt: start + 800,
      taskId: 'task_1',
    };

    expect(await submit({ limits, owner: 'run 7' })).toEqual({ type: 'submitted', entry });
    expect(entries.get('video-1')).toEqual(entry);
    expect(await spending.total()).toBe(300);
  });

  test.each([
    [
      refused(422, 'Wrong size'),
      'refused',
      { reason: 'validation', isFinal: false, message: 'Wrong size' },
    ],
    [refused(404), 'refused', { reason: 'other', isFinal: false }],
    [
      refused(430, 'Not safe'),
      'refused',
      { reason: 'content-policy', isFinal: true, message: 'Not safe' },
    ],
    [refused(401), 'unauthorized', { reason: 'unauthorized', isFinal: false }],
    [refused(402), 'insufficient-credits', { reason: 'insufficient-credits', isFinal: false }],
    [
      new TransportError({ what: 'No such host.', mayHaveArrived: false }),
      'transport',
      { reason: 'transport', isFinal: false },
    ],
  ])('that certainly made no task costs nothing: %j', async (response, code, facts) => {
    const { entries, start, submit } = setUpPayOnce(() => response);
    const { limits, spending } = limitTo(300);

    await expect(submit({ limits })).rejects.toMatchObject({ code, mayHaveBeenCharged: false });
    expect(entries.get('video-1')).toEqual({
      state: 'failed',
      attempt: 1,
      credits: 0,
      earlierCredits: 0,
      at: start,
      ...facts,
    });
    expect(await spending.total()).toBe(0);
  });

  test('that is limited may be sent again, and is counted only then', async () => {
    const { entries, submit } = setUpPayOnce((attempt) =>
      attempt === 1 ? { status: 429 } : made('task_1'),
    );
    const { limits, spending } = limitTo(300);

    const outcome = await submit({ limits });

    expect(outcome).toMatchObject({
      type: 'rate-limited',
      entry: { state: 'failed', attempt: 1, credits: 0, reason: 'rate-limited', isFinal: false },
      error: { code: 'rate-limited' },
    });
    expect(entries.get('video-1')).toMatchObject({ state: 'failed', attempt: 1 });
    expect(await spending.total()).toBe(0);

    expect(await submit({ limits })).toMatchObject({ entry: { attempt: 2, earlierCredits: 0 } });
    expect(await spending.total()).toBe(300);
  });

  test.each([
    new TransportError({ what: 'The connection was reset.', mayHaveArrived: true }),
    { status: 502, body: '<html>' },
    new TypeError('fetch is not a function'),
  ])('whose response is lost may have been charged: %j', async (response) => {
    const { entries, start, submit } = setUpPayOnce(() => response);
    const { limits, spending } = limitTo(300);

    await expect(submit({ limits })).rejects.toMatchObject({
      code: 'ambiguous-submission',
      mayHaveBeenCharged: true,
    });
    expect(entries.get('video-1')).toEqual({
      state: 'ambiguous',
      attempt: 1,
      credits: 300,
      earlierCredits: 0,
      at: start,
    });
    expect(await spending.total()).toBe(300);
  });

  test('that fails in a way that nobody foresaw may have been charged', async () => {
    const { entries, submit } = setUpPayOnce();
    const read = () => Promise.reject(new Error('unused'));

    const submission = submit({
      client: {
        read,
        async submit(_, { beforePost } = {}) {
          await beforePost?.();
          throw new RangeError('Maximum call stack size exceeded');
        },
      },
    });

    await expect(submission).rejects.toThrow('Maximum call stack size exceeded');
    expect(entries.get('video-1')).toMatchObject({ state: 'ambiguous', credits: 300 });
  });

  test('counts what earlier attempts lost', async () => {
    const { entries, submit } = setUpPayOnce();
    entries.set('video-1', {
      state: 'failed',
      attempt: 3,
      at: 1,
      credits: 900,
      earlierCredits: 300,
      reason: 'other',
      isFinal: false,
    });

    await submit();

    expect(entries.get('video-1')).toMatchObject({
      attempt: 4,
      credits: 300,
      earlierCredits: 1200,
    });
  });

  test('that another run has claimed sends nothing and records nothing', async () => {
    const { entries, failures, start, submit, transport } = setUpPayOnce();
    const theirs = { state: 'submitting', attempt: 1, at: start } as const;
    entries.set('video-1', theirs);
    const over = { state: 'failed', attempt: 0, at: 1, reason: 'other', isFinal: false } as const;

    expect(await submit({ over })).toEqual({ type: 'claimed by another run' });
    expect(entries.get('video-1')).toBe(theirs);
    expect(transport.requests).toEqual([]);
    expect(failures).toEqual([]);
  });

  test('over a limit sends nothing, and gives back what it reserved', async () => {
    const { entries, submit, transport } = setUpPayOnce();
    const { limits, spending } = limitTo(299);

    await expect(submit({ limits })).rejects.toMatchObject({ code: 'budget-exceeded' });
    expect(transport.requests).toEqual([]);
    expect(await spending.total()).toBe(0);
    expect(entries.get('video-1')).toMatchObject({
      state: 'failed',
      credits: 0,
      reason: 'budget-exceeded',
      isFinal: false,
    });
  });

  test('that cannot be counted sends nothing, and gives back what it reserved', async () => {
    const { entries, submit, transport } = setUpPayOnce();
    const { limits, spending } = limitTo(300);
    const total = () => Promise.reject(new Error('disk full'));
    const broken = { maxCredits: 300, isShared: true, spending: { ...spending, total } };

    await expect(submit({ limits: [...limits, broken] })).rejects.toMatchObject({
      code: 'ledger',
      message: 'The ledger could not count what is spent (disk full). Nothing was submitted.',
    });
    expect(transport.requests).toEqual([]);
    expect(await spending.total()).toBe(0);
    expect(entries.get('video-1')).toMatchObject({ state: 'failed', reason: 'ledger' });
  });

  test('reports an error response that the ledger does not record', async () => {
    const { failures, ledger, submit } = setUpPayOnce(() => refused(422));
    const record = () => Promise.reject(new Error('disk full'));

    await expect(submit({ ledger: { ...ledger, record } })).rejects.toMatchObject({
      code: 'refused',
    });
    expect(failures).toMatchObject([
      { message: 'The ledger did not record what became of a submission (disk full).' },
    ]);
  });

  describe('of a run that is stopped', () => {
    const reason = new Error('stopped');

    test('before its claim leaves no trace', async () => {
      const { entries, submit, transport } = setUpPayOnce();

      await expect(submit({ signal: AbortSignal.abort(reason) })).rejects.toBe(reason);
      expect(entries.size).toBe(0);
      expect(transport.requests).toEqual([]);
    });

    test('after its claim sends nothing, and frees the key', async () => {
      const { entries, ledger, submit, transport } = setUpPayOnce();
      const stop = new AbortController();
      const { limits, spending } = limitTo(300);
      const stopping: Ledger['claim'] = async (...claim) => {
        void Promise.resolve().then(() => stop.abort(reason));
        return ledger.claim(...claim);
      };

      const submission = submit({
        limits,
        ledger: { ...ledger, claim: stopping },
        signal: stop.signal,
      });

      await expect(submission).rejects.toBe(reason);
      expect(transport.requests).toEqual([]);
      expect(await spending.total()).toBe(0);
      expect(entries.get('video-1')).toMatchObject({ state: 'failed', credits: 0 });
    });

    test('after its credits were counted sends nothing, and gives them back', async () => {
      const { entries, submit, transport } = setUpPayOnce();
      const stop = new AbortController();
      const { limits, spending } = limitTo(300);
      const total = async () => {
        void Promise.resolve().then(() => stop.abort(reason));
        return spending.total();
      };
      const stopping = { maxCredits: 300, isShared: true, spending: { ...spending, total } };

      const submission = submit({ limits: [...limits, stopping], signal: stop.signal });

      await expect(submission).rejects.toBe(reason);
      expect(transport.requests).toEqual([]);
      expect(await spending.total()).toBe(0);
      expect(entries.get('video-1')).toMatchObject({
        state: 'failed',
        credits: 0,
        reason: 'stopped before it was sent',
        isFinal: false,
      });
    });

    test('during its POST may have been charged', async () => {
      const stop = new AbortController();
      const { clock, entries, submit } = setUpPayOnce(() => {
        stop.abort(reason);
        return 'never';
      });

      await expect(submit({ signal: stop.signal })).rejects.toMatchObject({
        code: 'ambiguous-submission',
        cause: reason,
      });
      expect(entries.get('video-1')).toMatchObject({ state: 'ambiguous', credits: 300 });
      expect(clock.elapsed()).toBe(700);
    });

    test('during its POST ends soon although the ledger hangs, too', async () => {
      const stop = new AbortController();
      const { clock, failures, ledger, submit } = setUpPayOnce(() => {
        stop.abort(reason);
        return 'never';
      });
      const record = () => new Promise<never>(() => {});

      const submission = submit({ ledger: { ...ledger, record }, signal: stop.signal });

      await expect(submission).rejects.toMatchObject({ code: 'ambiguous-submission' });
      expect(clock.elapsed()).toBe(1400);
      expect(failures).toHaveLength(1);
    });

    test('during its POST is named when the response arrives in time', async () => {
      const stop = new AbortController();
      const { clock, entries, submit } = setUpPayOnce(async () => {
        stop.abort(reason);
        await clock.sleep(600);
        return made('task_1');
      });

      expect(await submit({ signal: stop.signal })).toMatchObject({ type: 'submitted' });
      expect(entries.get('video-1')).toMatchObject({ state: 'submitted', taskId: 'task_1' });
    });
  });
});
