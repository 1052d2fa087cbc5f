import { describe, expect, test } from 'vitest';
import { createRefSpending } from './ref-spending.ts';
import type { RunIdentity } from './ref-store.ts';
import { openRefs } from './testing/open-refs.ts';

const november = Date.parse('2026-11-15T12:00:00Z');

function open(now = november) {
  const { api, clock, names, openStore } = openRefs();
  const time = { now };
  const step = (identity: Partial<RunIdentity> = {}, keys: readonly string[] = ['abc', 'def']) =>
    createRefSpending({
      store: openStore(identity),
      clock: { ...clock, now: () => time.now },
      keys,
    });
  return { api, names, step, time };
}

describe('what is spent, in git references,', () => {
  test('counts for the run and for the month before anything is paid', async () => {
    const { names, step } = open();
    const { month, run } = step();

    await run.reserve('abc', 1, 300);
    await month.reserve('abc', 1, 300);

    expect(names()).toEqual(['spent/2026-11/abc.1/reserved.300.42']);
    expect([await run.total(), await month.total()]).toEqual([300, 300]);
  });

  test('is what the API charged, once it is known', async () => {
    const { names, step } = open();
    const { month, run } = step();
    await run.reserve('abc', 1, 300);
    await run.settle('abc', 1, 450);
    await month.settle('abc', 1, 450);

    expect(names()).toEqual([
      'spent/2026-11/abc.1/charged.450',
      'spent/2026-11/abc.1/reserved.300.42',
    ]);
    expect([await run.total(), await month.total()]).toEqual([450, 450]);
  });

  test('is nothing for a reservation that is given back, which may be made again', async () => {
    const { names, step } = open();
    const { month, run } = step();
    await run.reserve('abc', 1, 300);
    await run.settle('abc', 1, 0);
    await month.settle('abc', 1, 0);
    expect(names()).toEqual([]);

    await run.reserve('abc', 1, 300);

    expect([await run.total(), await month.total()]).toEqual([300, 300]);
  });

  test('counts for the run over its attempts and jobs, but only its own videos', async () => {
    const { step } = open();
    await step().run.reserve('abc', 1, 100);
    await step({ attempt: 2 }).run.reserve('abc', 2, 200);
    await step().run.reserve('ghi', 1, 1000);
    await step({ run: '43' }).run.reserve('def', 1, 5000);

    const { month, run } = step({ attempt: 3 });

    expect(await run.total()).toBe(300);
    expect(await month.total()).toBe(6300);
  });

  test('counts for the month of the submission, in UTC, and for the run in every month', async () => {
    const { step, time } = open(Date.parse('2026-11-30T23:59:59Z'));
    const { month, run } = step();
    await run.reserve('abc', 1, 300);
    time.now = Date.parse('2026-12-01T00:00:01Z');
    await run.reserve('def', 1, 100);

    expect([await run.total(), await month.total()]).toEqual([400, 100]);
  });

  test('is settled in the month of its reservation, also by a later attempt of the run', async () => {
    const { names, step, time } = open(Date.parse('2026-11-30T23:59:59Z'));
    await step().run.reserve('abc', 1, 300);
    const later = step({ attempt: 2 });
    time.now = Date.parse('2026-12-01T00:00:01Z');

    await later.run.settle('abc', 1, 450);

    expect(names()).toContain('spent/2026-11/abc.1/charged.450');
  });

  test('is not changed by a submission that nobody reserved', async () => {
    const { names, step } = open();

    await step().run.settle('abc', 1, 450);

    expect(names()).toEqual([]);
  });

  test('is listed once for two limits, after each reservation', async () => {
    const { api, step } = open();
    const { month, run } = step();
    for (const key of ['abc', 'def']) {
      await run.reserve(key, 1, 300);
      await month.reserve(key, 1, 300);
      await run.total();
      await month.total();
    }

    expect(api.calls.filter((call) => call.startsWith('listRefs'))).toHaveLength(2);
  });

  test('of six jobs that race for the rest of a limit, is never over it', async () => {
    const { step } = open();
    const jobs = Array.from({ length: 6 }, (_, index) => ({ key: `video-${index}`, ...step() }));

    const outcomes = await Promise.all(
      jobs.map(async ({ key, month }) => {
        await month.reserve(key, 1, 300);
        return (await month.total()) <= 600;
      }),
    );

    expect(outcomes.filter(Boolean).length).toBeLessThanOrEqual(2);
  });

  test('is forgotten after 13 months, a few at a time', async () => {
    const { api, names, step } = open();
    for (let attempt = 1; attempt <= 11; attempt += 1) {
      api.refs.set(`refs/kling/spent/2025-09/abc.${attempt}/charged.300`, 'a');
    }
    api.refs.set('refs/kling/spent/2025-10/abc.1/charged.300', 'a');

    await step().forgetOldMonths();

    expect(names()).toEqual([
      'spent/2025-09/abc.11/charged.300',
      'spent/2025-10/abc.1/charged.300',
    ]);
  });

  test('is settled and reserved after a failure that has passed', async () => {
    const { api, names, step } = open();
    await step().run.reserve('abc', 1, 300);
    const { run } = step({ attempt: 2 });
    api.fail('listRefs', { status: 502 });

    await expect(run.settle('abc', 1, 450)).rejects.toThrow('status 502');
    await run.settle('abc', 1, 450);

    expect(names()).toContain('spent/2026-11/abc.1/charged.450');
  });

  test('is not reserved when GitHub fails', async () => {
    const { api, step } = open();
    api.fail('createRef', { status: 422, apiMessage: 'no' }, { status: 422, apiMessage: 'no' });
    const { run } = step();

    await expect(run.reserve('abc', 1, 300)).rejects.toThrow('status 422');
    await expect(run.reserve('abc', 1, 300)).rejects.toThrow('status 422');
    await run.reserve('abc', 1, 300);
    expect(await run.total()).toBe(300);
  });
});
