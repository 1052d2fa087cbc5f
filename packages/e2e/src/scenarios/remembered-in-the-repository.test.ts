import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, test } from 'vitest';
import { startCacheService } from '../testing/cache-service.ts';
import { openGithubScenario, writeGithubTranscript } from './github-scenario.ts';

const inputs = { prompt: 'A lighthouse at dawn' };

/** Jobs of one repository, each on a machine of its own, with the Actions cache. */
async function openJobs(options: Parameters<typeof openGithubScenario>[0] = {}) {
  const cache = await startCacheService();
  const scenario = await openGithubScenario(options);
  return {
    ...scenario,
    cache,
    run: ({ environment, ...run }: Partial<Parameters<typeof scenario.run>[0]> = {}) =>
      scenario.run({ inputs, environment: { ...cache.environment, ...environment }, ...run }),
    close: () => Promise.all([scenario.close(), cache.close()]),
  };
}

const branch = (name: string) => ({
  environment: { GITHUB_REF: `refs/heads/${name}`, GITHUB_REF_NAME: name },
});

describe.concurrent('a video that was paid', { timeout: 60_000 }, () => {
  test.for([
    ['of main, when it was paid on a feature branch', branch('feature'), branch('main')],
    ['of tag v2, when it was paid for tag v1', { tag: 'v1' }, { tag: 'v2' }],
    ['of a tag, when it was paid on main', branch('main'), { tag: 'v1' }],
    ['on a fresh machine', {}, { runId: '2002' }],
    ['in a re-run', {}, { runAttempt: '2' }],
  ] as const)('is not paid again by a run %s', async ([, earlier, later], { expect }) => {
    const jobs = await openJobs();
    const first = await jobs.run(earlier);
    jobs.cache.evict();

    const second = await jobs.run({ runId: '2002', ...later });

    expect(first.run).toMatchObject({ exitCode: 0, outputs: { status: 'rendered' } });
    expect(second.run).toMatchObject({ exitCode: 0, outputs: { status: 'reused', credits: '0' } });
    expect(second.submissions).toEqual([]);
    expect(second.video?.sha256).toBe(first.video?.sha256);
    expect(second.chargedCredits).toBe(300);
    await jobs.close();
  });

  test('by two tasks of one submission is not paid again, and the other task is named', async ({
    expect,
  }) => {
    const jobs = await openJobs();
    await jobs.run();
    const names = jobs.github.git.list('refs/kling/videos/').map(([name]) => name);
    const [task = '', done = ''] = ['task', 'done'].map((fact) =>
      names.find((name) => name.includes(`/1/${fact}.`)),
    );
    const other = await jobs.run({ inputs: { ...inputs, edition: '2' } });
    const otherTask = String(other.run.outputs['task-id']);
    const encoded = Buffer.from(otherTask).toString('base64url');
    jobs.github.git.create(task.replace(/[^.]+$/, encoded), jobs.github.git.commit);
    jobs.github.git.remove(done);

    const third = await jobs.run({ runId: '2002' });

    expect(third.run.outputs).toMatchObject({ status: 'resumed', credits: '0' });
    expect(third.submissions).toEqual([]);
    expect(third.run.annotations[0]?.message).toMatch(/^One submission has several tasks: /);
    expect(third.run.annotations[0]?.message).toContain(otherTask);
    await jobs.close();
  });

  test('is remembered in names that git shows, and in no other place', async ({ expect }) => {
    const jobs = await openJobs();

    const first = await jobs.run();

    const key = '[0-9a-f]{64}';
    const names = jobs.github.git.list('refs/kling/').map(([name]) => name);
    expect(names).toEqual([
      expect.stringMatching(`^refs/kling/spent/\\d{4}-\\d\\d/${key}\\.1/reserved\\.300\\.1001$`),
      expect.stringMatching(`^refs/kling/videos/${key}/1/claim$`),
      expect.stringMatching(`^refs/kling/videos/${key}/1/done\\.${first.video?.sha256}$`),
      expect.stringMatching(`^refs/kling/videos/${key}/1/task\\.`),
    ]);
    expect(jobs.cache.keys).toEqual([]);
    expect(
      first.githubRequests.map(({ method, path }) => `${method} ${path.slice(0, 40)}`),
    ).toEqual([
      'GET /repos/octo-org/demo/git/matching-refs/k',
      'POST /repos/octo-org/demo/git/trees',
      'POST /repos/octo-org/demo/git/commits',
      'POST /repos/octo-org/demo/git/refs',
      'POST /repos/octo-org/demo/git/refs',
      'POST /repos/octo-org/demo/git/refs',
      'POST /repos/octo-org/demo/git/refs',
    ]);
    await jobs.close();
  });

  test('is taken from the workspace if it is still there', async ({ expect }) => {
    const jobs = await openJobs();
    const workspace = await mkdtemp(join(tmpdir(), 'own-runner-'));
    await jobs.run({ workspace });

    const second = await jobs.run({ workspace, runId: '2002' });

    expect(second.run.outputs).toMatchObject({ status: 'reused', credits: '0' });
    expect(second.requests).toEqual([]);
    expect(second.githubRequests).toHaveLength(1);
    await jobs.close();
    await rm(workspace, { recursive: true });
  });

  test('is forgotten when its references are deleted', async ({ expect }) => {
    const jobs = await openJobs();
    await jobs.run();
    for (const [name] of jobs.github.git.list('refs/kling/')) jobs.github.git.remove(name);

    const second = await jobs.run({ runId: '2002' });

    expect(second.run.outputs).toMatchObject({ status: 'rendered' });
    expect(second.chargedCredits).toBe(600);
    await jobs.close();
  });
});

describe.concurrent('a job without contents: write', { timeout: 60_000 }, () => {
  test('remembers in the Actions cache, and one line shows what that means', async ({ expect }) => {
    const jobs = await openJobs({ github: { isReadOnly: true } });

    const first = await jobs.run();
    const second = await jobs.run({ runId: '2002' });

    expect(first.run).toMatchObject({ exitCode: 0, annotations: [] });
    expect(second.run.outputs).toMatchObject({ credits: '0' });
    expect(second.chargedCredits).toBe(300);
    await expect(writeGithubTranscript(first)).toMatchFileSnapshot(
      'transcripts/memory-read-only.txt',
    );
    await jobs.close();
  });

  test('reads what jobs with it have paid', async ({ expect }) => {
    const jobs = await openJobs();
    await jobs.run();
    const failures = { on: /^POST .*\/git\/trees/, kind: 'not-permitted' } as const;
    jobs.github.fail(failures);

    const second = await jobs.run({ runId: '2002' });

    expect(second.run.outputs).toMatchObject({ status: 'reused', credits: '0' });
    expect(second.chargedCredits).toBe(300);
    await jobs.close();
  });

  test('renders even if it may not read the repository', async ({ expect }) => {
    const jobs = await openJobs({ github: { isReadOnly: true, canReadContents: false } });

    const { run } = await jobs.run();

    expect(run).toMatchObject({ exitCode: 0, annotations: [], outputs: { status: 'rendered' } });
    await jobs.close();
  });

  test('later gets the permission, and what the cache remembers is not paid again', async ({
    expect,
  }) => {
    const jobs = await openJobs();
    const failures = { on: /^POST .*\/git\/trees/, kind: 'not-permitted' } as const;
    jobs.github.fail(failures);
    await jobs.run();

    const second = await jobs.run({ runId: '2002' });
    jobs.cache.evict();
    const third = await jobs.run({ runId: '3003' });

    expect([second, third].map(({ run }) => run.outputs.credits)).toEqual(['0', '0']);
    expect(third.chargedCredits).toBe(300);
    await jobs.close();
  });
});
