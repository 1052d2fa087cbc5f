import { describe, expect, test } from 'vitest';
import { findRunMoment, readRunMoment } from './run-moment.ts';
import { openRefs } from './testing/open-refs.ts';

describe('the moment of a run', () => {
  test('is that of its first attempt, for all attempts and jobs', async () => {
    const { clock, names, openStore } = openRefs();
    const first = await readRunMoment(openStore(), { mayWrite: true });
    await clock.sleep(86_400_000);

    const later = [
      await readRunMoment(openStore(), { mayWrite: true }),
      await readRunMoment(openStore({ attempt: 2 }), { mayWrite: true }),
      await readRunMoment(openStore({ attempt: 2 }), { mayWrite: false }),
    ];

    expect(first).toBe(clock.now() - 86_400_000);
    expect(later).toEqual([first, first, first]);
    expect(names()).toEqual(['runs/42']);
  });

  test('is another one for another run', async () => {
    const { clock, openStore } = openRefs();
    await readRunMoment(openStore(), { mayWrite: true });
    await clock.sleep(1000);

    expect(await readRunMoment(openStore({ run: '43' }), { mayWrite: true })).toBe(clock.now());
  });

  test('is recorded by a later attempt if the first did not come so far', async () => {
    const { clock, names, openStore } = openRefs();

    expect(await readRunMoment(openStore({ attempt: 2 }), { mayWrite: true })).toBe(clock.now());
    expect(names()).toEqual(['runs/42']);
  });

  test('is unknown where nothing may be written and nothing is recorded', async () => {
    const { api, names, openStore } = openRefs();
    const apiMessage = 'Resource not accessible by integration';

    expect(await readRunMoment(openStore(), { mayWrite: false })).toBeUndefined();
    api.fail('createCommit', { status: 403, apiMessage });
    expect(await readRunMoment(openStore(), { mayWrite: true })).toBeUndefined();
    expect(names()).toEqual([]);
  });

  test('is not guessed when the cache fails that may have it', async () => {
    const { clock } = openRefs();
    const fail = () => Promise.reject(new Error('It did not respond in time.'));
    const cache = { access: { canRead: true, canWrite: true }, store: { find: fail, take: fail } };

    await expect(
      findRunMoment(undefined, { cache, clock, runId: '42', mayWrite: true }),
    ).rejects.toMatchObject({ code: 'ledger' });
  });

  test('takes one request of a job that begins the run, beside the commit of the step', async () => {
    const { api, openStore } = openRefs();

    await readRunMoment(openStore(), { mayWrite: true });

    expect(api.calls.map((call) => call.split(' ')[0])).toEqual(['createCommit', 'createRef']);
  });
});
