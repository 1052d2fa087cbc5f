import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, test } from 'vitest';
import { clockAt } from '../runner/clock-at.ts';
import { openGithubScenario } from './github-scenario.ts';

interface Attempt {
  readonly runId?: string;
  readonly runAttempt?: string;
}

async function openRuns(
  inputs: Readonly<Record<string, string>>,
  github: Parameters<typeof openGithubScenario>[0] = {},
) {
  const workspace = await mkdtemp(join(tmpdir(), 'storyboard-'));
  const scenario = await openGithubScenario(github);
  return {
    ...scenario,
    workspace,
    /** Runs the job at a moment; on a schedule if there is a cron text. */
    runAt: (moment: string, attempt: Attempt = {}, schedule?: string) =>
      scenario.run({
        inputs: { prompt: 'A lighthouse at dawn', ...inputs },
        ...attempt,
        ...(schedule !== undefined && { event: { name: 'schedule', payload: { schedule } } }),
        environment: clockAt(moment),
      }),
    close: () => Promise.all([scenario.close(), rm(workspace, { recursive: true })]),
  };
}

const reRun = { runAttempt: '2' };
const nextRun = { runId: '2002' };

describe.concurrent('a re-run', { timeout: 60_000 }, () => {
  test.for([
    ['after midnight', 'day', '2026-11-25T23:50:00Z', '2026-11-26T00:10:00Z', undefined],
    ['after the next cron', 'day', '2026-11-25T09:10:00Z', '2026-11-26T09:05:00Z', '0 9 * * *'],
    ['after Monday', 'week', '2026-11-22T23:50:00Z', '2026-11-23T00:10:00Z', undefined],
    ['in the next week', 'week', '2026-11-23T09:10:00Z', '2026-11-30T09:10:00Z', '0 9 * * 1'],
    ['in the new year', 'week', '2027-01-03T20:00:00Z', '2027-01-04T08:00:00Z', undefined],
    ['on New Year’s Day', 'day', '2026-12-31T23:59:00Z', '2027-01-01T00:01:00Z', undefined],
  ] as const)(
    '%s pays nothing with once-per: %s, and the next run pays',
    async ([, period, first, later, schedule], { expect }) => {
      const runs = await openRuns({ 'once-per': period });
      await runs.runAt(first, {}, schedule);

      const second = await runs.runAt(later, reRun, schedule);
      expect(second.run.outputs).toMatchObject({ status: 'reused', credits: '0' });
      expect(second.chargedCredits).toBe(300);

      const next = await runs.runAt(later, nextRun, schedule);
      expect(next.run.outputs).toMatchObject({ status: 'rendered', credits: '300' });
      await runs.close();
    },
  );

  test('after midnight goes on with the task that was cancelled before', async ({ expect }) => {
    const runs = await openRuns({ 'once-per': 'day' }, { sandbox: { speed: 1 } });
    const first = await runs.run({
      inputs: { prompt: 'A lighthouse at dawn', 'once-per': 'day' },
      environment: clockAt('2026-11-25T23:59:00Z'),
      cancelAt: 'Waiting for the video',
    });
    const [task] = runs.sandbox.tasks();
    runs.sandbox.finish(task?.id ?? '');

    const second = await runs.runAt('2026-11-26T00:01:00Z', reRun);

    expect(first.run.conclusion).toBe('cancelled');
    expect(second.run.outputs).toMatchObject({ status: 'resumed', 'task-id': task?.id });
    expect(runs.sandbox.tasks()).toHaveLength(1);
    await runs.close();
  });

  test('after midnight fills in the date of the first attempt', async ({ expect }) => {
    const runs = await openRuns({});
    const storyboard =
      'videos:\n  - name: daily\n    prompt: News of {{ date }}, week {{ week }}\n';
    await writeFile(join(runs.workspace, 'videos.yml'), storyboard);
    const runAt = (moment: string, attempt: Attempt) =>
      runs.run({
        inputs: { storyboard: 'videos.yml' },
        workspace: runs.workspace,
        environment: clockAt(moment),
        ...attempt,
      });
    await runAt('2026-11-29T23:50:00Z', {});

    const second = await runAt('2026-11-30T00:10:00Z', reRun);

    expect(runs.sandbox.tasks()).toMatchObject([
      { request: { prompt: 'News of 2026-11-29, week 2026-W48' } },
    ]);
    expect(second.run.outputs).toMatchObject({ status: 'reused', credits: '0' });
    await runs.close();
  });

  test('of a job that may not write to the repository finds the day in the cache', async ({
    expect,
  }) => {
    const { startCacheService } = await import('../testing/cache-service.ts');
    const cache = await startCacheService();
    const runs = await openRuns({}, { github: { isReadOnly: true } });
    const runAt = (moment: string, attempt: Attempt) =>
      runs.run({
        inputs: { prompt: 'A lighthouse at dawn', 'once-per': 'day' },
        environment: { ...cache.environment, ...clockAt(moment) },
        ...attempt,
      });
    await runAt('2026-11-25T23:50:00Z', {});

    const second = await runAt('2026-11-26T00:10:00Z', reRun);

    expect(second.run.outputs).toMatchObject({ credits: '0' });
    expect(second.chargedCredits).toBe(300);
    await runs.close();
    await cache.close();
  });
});

describe.concurrent('the input timezone', { timeout: 60_000 }, () => {
  test.for([
    ['Europe/Berlin', ['300', '0', '300']],
    ['UTC', ['300', '300', '0']],
  ] as const)('%s decides which day it is', async ([timezone, credits], { expect }) => {
    const runs = await openRuns({ 'once-per': 'day', timezone });

    const results = [
      await runs.runAt('2026-11-22T23:30:00Z', { runId: '1' }),
      await runs.runAt('2026-11-23T10:00:00Z', { runId: '2' }),
      await runs.runAt('2026-11-23T23:30:00Z', { runId: '3' }),
    ];

    expect(results.map(({ run }) => run.outputs.credits)).toEqual(credits);
    await runs.close();
  });
});
