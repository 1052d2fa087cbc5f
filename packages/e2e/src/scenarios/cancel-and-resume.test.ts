import type { FaultRule } from '@kling-automation/sandbox';
import { describe, test } from 'vitest';
import { startCacheService } from '../testing/cache-service.ts';
import { createLineWatcher } from '../testing/line-watcher.ts';
import { openScenario } from './scenario.ts';

const inputs = { prompt: 'A lighthouse at dawn' };

interface Phase {
  readonly phase: string;
  readonly fault: FaultRule;
  /** What the sandbox logs when the step is in this phase, and stays in it. */
  readonly reached: string;
}

const waiting: readonly Phase[] = [
  {
    phase: 'while it polls',
    fault: { kind: 'hang', on: 'read' },
    reached: 'fault hang on GET /api/v1/tasks/',
  },
  {
    phase: 'while it downloads',
    fault: { kind: 'hang', on: 'media' },
    reached: 'fault hang on GET /media/',
  },
];

const submitting: Phase = {
  phase: 'between the submission and its response',
  fault: { kind: 'slow', on: 'submit' },
  reached: 'fault slow on POST',
};

/** Runs in two jobs on two machines that share nothing but the Actions cache. */
async function openJobs(faults: readonly FaultRule[] = []) {
  const cache = await startCacheService();
  const scenario = await openScenario({ faults });
  const { environment } = cache;
  return {
    ...scenario,
    cache,
    /** Lets a slow submission get its response. */
    respond: () => scenario.clock.advance(5000),
    run: (options: Partial<Parameters<typeof scenario.run>[0]>) =>
      scenario.run({ inputs, environment, ...options }),
    close: () => Promise.all([scenario.close(), cache.close()]),
  };
}

describe.concurrent('a step that was', () => {
  test.for([submitting, ...waiting])(
    'cancelled $phase is finished by the next run, with the same task',
    async ({ fault, reached }, { expect }) => {
      const jobs = await openJobs([fault]);

      const first = await jobs.run({
        cancelWhen: jobs.sandboxLog.next(reached),
        debug: true,
        onOutput: (line) => line.includes('Received SIGINT') && jobs.respond(),
      });
      const second = await jobs.run({});

      expect(first.run).toMatchObject({ exitCode: 130, conclusion: 'cancelled' });
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
    async ({ fault, reached }, { expect }) => {
      const jobs = await openJobs([fault]);

      const first = await jobs.run({ killWhen: jobs.sandboxLog.next(reached) });
      const second = await jobs.run({});

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
    const claim = jobs.cache.holdNext('-i1');

    const first = await jobs.run({
      cancelWhen: claim.arrived,
      debug: true,
      onOutput: (line) => line.includes('Received SIGINT') && claim.release(),
    });
    const second = await jobs.run({});

    expect(first.run).toMatchObject({ exitCode: 130, outputs: { status: 'cancelled' } });
    expect(first.submissions).toEqual([]);
    expect(second.run.exitCode).toBe(0);
    expect(second.chargedCredits).toBe(300);
    await jobs.close();
  });

  test('terminated right after it was interrupted ends as if it was only interrupted', async ({
    expect,
  }) => {
    const jobs = await openJobs([submitting.fault]);
    const lines = createLineWatcher();
    void lines.next('Received SIGTERM').then(jobs.respond);

    const { run } = await jobs.run({
      cancelWhen: jobs.sandboxLog.next(submitting.reached),
      cancellationPauses: {
        afterInterrupt: () => lines.next('Received SIGINT'),
        afterTerminate: () => lines.next('no line'),
      },
      debug: true,
      onOutput: lines.add,
    });

    expect(run).toMatchObject({ exitCode: 130, signal: undefined });
    expect(run.summary).toContain('task-id: ');
    await jobs.close();
  });

  test('killed before the task was recorded for other jobs has it recorded by post', async ({
    expect,
  }) => {
    const jobs = await openJobs();
    const record = jobs.cache.holdNext('-o1-submitted');

    const first = await jobs.run({ killWhen: record.arrived });
    const second = await jobs.run({});

    expect(first.run.signal).toBe('SIGKILL');
    expect(jobs.cache.keys.filter((key) => key.includes('-o1-submitted'))).toHaveLength(1);
    expect(second.run.exitCode).toBe(0);
    expect(second.submissions).toEqual([]);
    expect(second.chargedCredits).toBe(300);
    await jobs.close();
  });
});
