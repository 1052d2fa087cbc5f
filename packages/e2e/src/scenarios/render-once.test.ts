import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, test } from 'vitest';
import { startCacheService } from '../testing/cache-service.ts';
import { openScene } from './scenario.ts';
import { writeTranscript } from './transcript.ts';

const inputs = { prompt: 'A lighthouse at dawn' };

/** Jobs on machines that share nothing but the Actions cache; or a workspace, where one is asked for. */
async function openJobs(sandbox: Parameters<typeof openScene>[0] = {}) {
  const cache = await startCacheService();
  const scene = await openScene(sandbox);
  const workspace = await mkdtemp(join(tmpdir(), 'own-runner-'));
  return {
    ...scene,
    cache,
    workspace,
    play({ environment, ...options }: Partial<Parameters<typeof scene.play>[0]> = {}) {
      return scene.play({
        inputs,
        environment: { ...cache.environment, ...environment },
        ...options,
      });
    },
    async close() {
      await scene.close();
      await cache.close();
      await rm(workspace, { recursive: true });
    },
  };
}

describe.concurrent('a video that was paid', { timeout: 60_000 }, () => {
  test('is not paid again by a re-run on a fresh machine', async ({ expect }) => {
    const jobs = await openJobs();
    const first = await jobs.play();

    const second = await jobs.play({ runAttempt: '2' });

    expect(first.run.outputs).toMatchObject({ status: 'rendered', credits: '300' });
    expect(second.run.exitCode).toBe(0);
    expect(second.run.outputs).toMatchObject({ status: 'reused', credits: '0' });
    expect(second.video).toMatchObject({ isMp4: true, sha256: first.run.outputs.sha256 });
    expect(second.submissions).toEqual([]);
    expect(second.chargedCredits).toBe(300);
    await expect(writeTranscript(second)).toMatchFileSnapshot('transcripts/re-run.txt');
    await jobs.close();
  });

  test('is not paid again by a re-run of the job that failed after it was paid', async ({
    expect,
  }) => {
    const jobs = await openJobs({ faults: [{ kind: 'expired-media-url', times: 'always' }] });
    const first = await jobs.play();
    jobs.sandbox.clearFaults();

    const second = await jobs.play({ runAttempt: '2' });

    expect(first.run).toMatchObject({ exitCode: 1, outputs: { status: 'failed', credits: '300' } });
    expect(second.run).toMatchObject({ exitCode: 0, outputs: { credits: '0' } });
    expect(second.chargedCredits).toBe(300);
    await jobs.close();
  });

  test('is paid by one of two jobs that ask for it at the same time', async ({ expect }) => {
    const jobs = await openJobs();
    const claims = [jobs.cache.holdNext('-i1'), jobs.cache.holdNext('-i1')];
    void Promise.all(claims.map(({ arrived }) => arrived)).then(() => {
      for (const { release } of claims) release();
    });

    const both = await Promise.all([jobs.play(), jobs.play()]);

    expect(both.map(({ run }) => run.exitCode)).toEqual([0, 0]);
    expect(both.every(({ video }) => video?.isMp4 === true)).toBe(true);
    expect(jobs.sandbox.tasks()).toHaveLength(1);
    expect(both.map(({ run }) => run.outputs.credits).sort()).toEqual(['0', '300']);
    await jobs.close();
  });

  test('is found in the workspace when the cache has forgotten it', async ({ expect }) => {
    const jobs = await openJobs();
    const { workspace } = jobs;
    await jobs.play({ workspace });
    jobs.cache.evict();

    const second = await jobs.play({ workspace });

    expect(second.run.outputs).toMatchObject({ status: 'reused', credits: '0' });
    expect(second.requests).toEqual([]);
    await jobs.close();
  });

  test.for(['none', 'read', 'write-only'])(
    'is found in the workspace when cache-mode is %s, and nothing fails for it',
    async (mode, { expect }) => {
      const jobs = await openJobs();
      const options = {
        workspace: jobs.workspace,
        environment: { ACTIONS_CACHE_MODE: mode },
      };

      const first = await jobs.play(options);
      const second = await jobs.play(options);

      expect(first.run).toMatchObject({ exitCode: 0, annotations: [] });
      expect(second.run).toMatchObject({ exitCode: 0, outputs: { status: 'reused' } });
      expect(jobs.cache.keys).toEqual([]);
      expect(second.chargedCredits).toBe(300);
      await jobs.close();
    },
  );

  test('is rendered all the same when the cache is out of order, with a warning', async ({
    expect,
  }) => {
    const jobs = await openJobs();
    jobs.cache.fail(403);

    const { run, video } = await jobs.play();

    expect(run).toMatchObject({ exitCode: 0, outputs: { status: 'rendered' } });
    expect(run.annotations).toMatchObject([{ level: 'warning' }]);
    expect(run.annotations[0]?.message).toContain('The Actions cache is left aside');
    expect(video).toMatchObject({ isMp4: true });
    await jobs.close();
  });

  test('is rendered anew each week where that is asked for, by the time of the schedule', async ({
    expect,
  }) => {
    const jobs = await openJobs();
    const weekly = { ...inputs, 'once-per': 'week' };
    const event = { name: 'schedule', payload: { schedule: '0 9 1 1 *' } };

    const first = await jobs.play({ inputs: weekly, event });
    const again = await jobs.play({ inputs: weekly, event, runId: '2002' });
    const plain = await jobs.play();
    const perRun = await jobs.play({ inputs: { ...inputs, 'once-per': 'run' }, runId: '2002' });

    expect([first, again, plain, perRun].map(({ run }) => run.outputs.credits)).toEqual([
      '300',
      '0',
      '300',
      '300',
    ]);
    expect(new Set([first, plain, perRun].map(({ run }) => run.outputs.fingerprint)).size).toBe(1);
    await jobs.close();
  });

  test('perhaps, since the answer was lost, stops the next run until someone has looked', async ({
    expect,
  }) => {
    const jobs = await openJobs({ faults: [{ kind: 'reset', on: 'submit', when: 'after' }] });
    await jobs.play();

    const second = await jobs.play();
    const taskId = jobs.sandbox.tasks()[0]?.id ?? '';
    const found = await jobs.play({ inputs: { ...inputs, 'task-id': taskId } });
    const third = await jobs.play();

    expect(second.run).toMatchObject({ exitCode: 1, outputs: { status: 'failed' } });
    expect(second.requests).toEqual([]);
    expect(found.run.outputs).toMatchObject({ status: 'resumed', credits: '0' });
    expect(third.run.outputs).toMatchObject({ status: 'reused', 'task-id': taskId });
    expect(third.chargedCredits).toBe(300);
    await expect(writeTranscript(second)).toMatchFileSnapshot('transcripts/may-be-paid.txt');
    await jobs.close();
  });

  test('by no task, as someone found, is submitted anew with task-id: none', async ({ expect }) => {
    const jobs = await openJobs({ faults: [{ kind: 'reset', on: 'submit', when: 'before' }] });
    await jobs.play();

    const second = await jobs.play({ inputs: { ...inputs, 'task-id': 'none' } });

    expect(second.run).toMatchObject({ exitCode: 0, outputs: { status: 'rendered' } });
    expect(second.chargedCredits).toBe(300);
    await jobs.close();
  });
});
