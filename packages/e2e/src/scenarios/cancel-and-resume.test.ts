import type { FaultRule, RecordedRequest } from '@kling-automation/sandbox';
import { describe, test } from 'vitest';
import { startCacheService } from '../testing/cache-service.ts';
import { openScene } from './scenario.ts';

const inputs = { prompt: 'A lighthouse at dawn' };

const isSubmission = ({ method }: RecordedRequest) => method === 'POST';
const isPoll = ({ path }: RecordedRequest) => path.startsWith('/api/v1/tasks/');
const isDownload = ({ path }: RecordedRequest) => path.startsWith('/media/');

interface Phase {
  readonly phase: string;
  readonly faults?: readonly FaultRule[];
  readonly reached: (request: RecordedRequest) => boolean;
}

const waiting: readonly Phase[] = [
  { phase: 'while it polls', reached: isPoll },
  { phase: 'while it downloads', faults: [{ kind: 'hang', on: 'media' }], reached: isDownload },
];

const answering: Phase = {
  phase: 'between the submission and its answer',
  faults: [{ kind: 'slow', on: 'submit', delayMilliseconds: 1500 }],
  reached: isSubmission,
};

/** Runs in two jobs on two machines that share nothing but the Actions cache. */
async function openJobs(faults: readonly FaultRule[] = []) {
  const cache = await startCacheService();
  const scene = await openScene({ speed: 40, faults });
  const { environment } = cache;
  return {
    cache,
    sandbox: scene.sandbox,
    play: (options: Partial<Parameters<typeof scene.play>[0]>) =>
      scene.play({ inputs, environment, ...options }),
    close: () => Promise.all([scene.close(), cache.close()]),
  };
}

describe.concurrent('a step that was', { timeout: 60_000 }, () => {
  test.for([answering, ...waiting])(
    'cancelled $phase is finished by the next run, with the same task',
    async ({ faults, reached }, { expect }) => {
      const jobs = await openJobs(faults);

      const first = await jobs.play({ cancelOnRequest: reached });
      const second = await jobs.play({});

      expect(first.run).toMatchObject({ exitCode: 130, conclusion: 'cancelled' });
      expect(first.run.durationMilliseconds).toBeLessThan(20_000);
      expect(second.run.exitCode).toBe(0);
      expect(second.video).toMatchObject({ isMp4: true });
      expect(second.submissions).toEqual([]);
      expect(second.run.outputs['task-id']).toBe(first.run.outputs['task-id']);
      expect(second.chargedCredits).toBe(300);
      await jobs.close();
    },
  );

  test.for(waiting)(
    'killed $phase is finished by the next run, with the same task',
    async ({ faults, reached }, { expect }) => {
      const jobs = await openJobs(faults);

      const first = await jobs.play({ killWhen: () => jobs.sandbox.requests().some(reached) });
      const second = await jobs.play({});

      expect(first.run.signal).toBe('SIGKILL');
      expect(first.run.post?.annotations).toHaveLength(1);
      expect(second.run.exitCode).toBe(0);
      expect(second.submissions).toEqual([]);
      expect(second.chargedCredits).toBe(300);
      await jobs.close();
    },
  );

  test('cancelled before anything was sent costs once in the end', async ({ expect }) => {
    const jobs = await openJobs();

    const first = await jobs.play({ cancelAt: 'Video:' });
    const second = await jobs.play({});

    expect(first.run).toMatchObject({ exitCode: 130, outputs: { status: 'cancelled' } });
    expect(second.run.exitCode).toBe(0);
    expect(second.chargedCredits).toBe(300);
    await jobs.close();
  });

  test('terminated right after it was interrupted says the same', async ({ expect }) => {
    const jobs = await openJobs();

    const { run } = await jobs.play({
      cancelOnRequest: isPoll,
      cancellationDelays: { afterInterruptMilliseconds: 5, afterTerminateMilliseconds: 5000 },
    });

    expect(run).toMatchObject({ exitCode: 130, signal: undefined });
    expect(run.summary).toContain('task-id: ');
    await jobs.close();
  });

  test('killed before the ledger of other jobs took the task has it recorded by post', async ({
    expect,
  }) => {
    const jobs = await openJobs();
    jobs.cache.stall('-o1-submitted');

    const first = await jobs.play({
      killWhen() {
        if (jobs.cache.stalledCalls === 0) return false;
        jobs.cache.stall(undefined);
        return true;
      },
    });
    const second = await jobs.play({});

    expect(first.run.signal).toBe('SIGKILL');
    expect(jobs.cache.keys.filter((key) => key.includes('-o1-submitted'))).toHaveLength(1);
    expect(second.run.exitCode).toBe(0);
    expect(second.submissions).toEqual([]);
    expect(second.chargedCredits).toBe(300);
    await jobs.close();
  });
});
