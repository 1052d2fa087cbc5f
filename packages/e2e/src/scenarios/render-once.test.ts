import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, test } from 'vitest';
import { startCacheService } from '../testing/cache-service.ts';
import { openScenario } from './scenario.ts';
import { writeTranscript } from './transcript.ts';

const inputs = { prompt: 'A lighthouse at dawn' };

/** Jobs on machines that share the Actions cache only, or also a workspace. */
async function openJobs(sandbox: Parameters<typeof openScenario>[0] = {}) {
  const cache = await startCacheService();
  const scenario = await openScenario(sandbox);
  const workspace = await mkdtemp(join(tmpdir(), 'own-runner-'));
  return {
    ...scenario,
    cache,
    workspace,
    run({ environment, ...options }: Partial<Parameters<typeof scenario.run>[0]> = {}) {
      return scenario.run({
        inputs,
        environment: { ...cache.environment, ...environment },
        ...options,
      });
    },
    async close() {
      await scenario.close();
      await cache.close();
      await rm(workspace, { recursive: true });
    },
  };
}

describe.concurrent('a video that was paid', () => {
  test('is not paid again by a re-run on a fresh machine', async ({ expect }) => {
    const jobs = await openJobs();
    const first = await jobs.run();

    const second = await jobs.run({ runAttempt: '2' });

    expect(first.run.outputs).toMatchObject({ status: 'rendered', credits: '300' });
    expect(second.run.exitCode).toBe(0);
    expect(second.run.outputs).toMatchObject({ status: 'reused', credits: '0' });
    expect(second.video).toMatchObject({ isMp4: true, sha256: first.run.outputs.sha256 });
    expect(second.submissions).toEqual([]);
    expect(second.chargedCredits).toBe(300);
    await expect(writeTranscript(second)).toMatchFileSnapshot('transcripts/re-run.txt');
    await jobs.close();
  });

  test('is another one with another edition, which is paid once, too', async ({ expect }) => {
    const jobs = await openJobs();
    const first = await jobs.run();
    const again = { inputs: { ...inputs, edition: '2' } };

    const second = await jobs.run(again);
    const third = await jobs.run(again);

    expect(second.run.outputs).toMatchObject({ status: 'rendered', credits: '300' });
    expect(second.run.outputs.fingerprint).toBe(first.run.outputs.fingerprint);
    expect(second.run.outputs['video-path']).not.toBe(first.run.outputs['video-path']);
    expect(third.run.outputs).toMatchObject({ status: 'reused', credits: '0' });
    expect(third.chargedCredits).toBe(600);
    await jobs.close();
  });

  test('at one server is not one of another', async ({ expect }) => {
    const jobs = await openJobs();
    const other = await openScenario();
    await jobs.run();

    const { url: baseUrl, apiKey } = other.sandbox;
    const elsewhere = { ...inputs, 'base-url': baseUrl, 'api-key': apiKey };
    const second = await jobs.run({ inputs: elsewhere });
    const third = await jobs.run({ inputs: elsewhere });

    expect(second.run.outputs.status).toBe('rendered');
    expect(third.run.outputs.status).toBe('reused');
    expect(other.sandbox.tasks()).toHaveLength(1);
    expect(jobs.sandbox.tasks()).toHaveLength(1);
    await other.close();
    await jobs.close();
  });

  test('and that the API no longer has is rendered again with the edition it advises', async ({
    expect,
  }) => {
    const jobs = await openJobs({ faults: [{ kind: 'expired-media-url', times: 'always' }] });
    await jobs.run();
    jobs.sandbox.inject({ kind: 'not-found', times: 'always' });

    const second = await jobs.run();
    jobs.sandbox.clearFaults();
    const third = await jobs.run({ inputs: { ...inputs, edition: '2' } });

    expect(second.run.annotations[0]?.message).toContain('change the edition of the video');
    expect(second.submissions).toEqual([]);
    expect(third.run.outputs).toMatchObject({ status: 'rendered', credits: '300' });
    expect(third.chargedCredits).toBe(600);
    await jobs.close();
  });

  test('is not paid again by a re-run of the job that failed after it was paid', async ({
    expect,
  }) => {
    const jobs = await openJobs({ faults: [{ kind: 'expired-media-url', times: 'always' }] });
    const first = await jobs.run();
    jobs.sandbox.clearFaults();

    const second = await jobs.run({ runAttempt: '2' });

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

    const both = await Promise.all([jobs.run(), jobs.run()]);

    expect(both.map(({ run }) => run.exitCode)).toEqual([0, 0]);
    expect(both.every(({ video }) => video?.isMp4 === true)).toBe(true);
    expect(jobs.sandbox.tasks()).toHaveLength(1);
    expect(both.map(({ run }) => run.outputs.credits).sort()).toEqual(['0', '300']);
    await jobs.close();
  });

  test('is found in the workspace when the cache has evicted it', async ({ expect }) => {
    const jobs = await openJobs();
    const { workspace } = jobs;
    await jobs.run({ workspace });
    jobs.cache.evict();

    const second = await jobs.run({ workspace });

    expect(second.run.outputs).toMatchObject({ status: 'reused', credits: '0' });
    expect(second.submissions).toEqual([]);
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

      const first = await jobs.run(options);
      const second = await jobs.run(options);

      expect(first.run).toMatchObject({ exitCode: 0, annotations: [] });
      expect(second.run).toMatchObject({ exitCode: 0, outputs: { status: 'reused' } });
      expect(jobs.cache.keys).toEqual([]);
      expect(second.chargedCredits).toBe(300);
      await jobs.close();
    },
  );

  test('is not paid when the cache fails, and is with what the error advises', async ({
    expect,
  }) => {
    const jobs = await openJobs();
    jobs.cache.fail(403);

    const { run, submissions } = await jobs.run();
    const without = await jobs.run({ environment: { ACTIONS_CACHE_MODE: 'none' } });

    expect(run).toMatchObject({ exitCode: 1, outputs: { status: 'failed' } });
    expect(run.annotations).toMatchObject([{ level: 'error' }]);
    expect(run.annotations[0]?.message).toContain('The Actions cache');
    expect(run.annotations[0]?.message).toContain('ACTIONS_CACHE_MODE: none');
    expect(submissions).toEqual([]);
    expect(without.run).toMatchObject({ exitCode: 0, outputs: { status: 'rendered' } });
    await jobs.close();
  });

  test('is rendered again each week with once-per: week, counted by the schedule', async ({
    expect,
  }) => {
    const jobs = await openJobs();
    const weekly = { ...inputs, 'once-per': 'week' };
    const event = { name: 'schedule', payload: { schedule: '0 9 1 1 *' } };

    const first = await jobs.run({ inputs: weekly, event });
    const again = await jobs.run({ inputs: weekly, event, runId: '2002' });
    const plain = await jobs.run();
    const perRun = await jobs.run({ inputs: { ...inputs, 'once-per': 'run' }, runId: '2002' });

    expect([first, again, plain, perRun].map(({ run }) => run.outputs.credits)).toEqual([
      '300',
      '0',
      '300',
      '300',
    ]);
    expect(new Set([first, plain, perRun].map(({ run }) => run.outputs.fingerprint)).size).toBe(1);
    await jobs.close();
  });

  test('perhaps, because the response was lost, stops the next run until a person decides', async ({
    expect,
  }) => {
    const jobs = await openJobs({ faults: [{ kind: 'reset', on: 'submit', when: 'after' }] });
    await jobs.run();

    const second = await jobs.run();
    const taskId = jobs.sandbox.tasks()[0]?.id ?? '';
    const found = await jobs.run({ inputs: { ...inputs, 'task-id': taskId } });
    const third = await jobs.run();

    expect(second.run).toMatchObject({ exitCode: 1, outputs: { status: 'failed' } });
    expect(second.requests).toEqual([]);
    expect(found.run.outputs).toMatchObject({ status: 'resumed', credits: '0' });
    expect(third.run.outputs).toMatchObject({ status: 'reused', 'task-id': taskId });
    expect(third.chargedCredits).toBe(300);
    await expect(writeTranscript(second)).toMatchFileSnapshot('transcripts/may-be-paid.txt');
    await jobs.close();
  });

  test('by no task, as a person found, is submitted again with task-id: none', async ({
    expect,
  }) => {
    const jobs = await openJobs({ faults: [{ kind: 'reset', on: 'submit', when: 'before' }] });
    await jobs.run();

    const second = await jobs.run({ inputs: { ...inputs, 'task-id': 'none' } });

    expect(second.run).toMatchObject({ exitCode: 0, outputs: { status: 'rendered' } });
    expect(second.chargedCredits).toBe(300);
    await jobs.close();
  });
});
