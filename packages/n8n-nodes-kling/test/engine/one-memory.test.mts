import { beforeAll, describe, expect, test } from 'vitest';
import { startServices } from './n8n-services.mts';
import { chargedBy, generating, openSandbox, postsOf } from './open-sandbox.mts';
import { jsonOf, retryWithSavedWorkflow, runWorkflow, startWorkflow } from './run-workflow.mts';
import { until } from './until.mts';

beforeAll(async () => {
  await startServices();
});

const fiveTries = { retryOnFail: true, maxTries: 5, waitBetweenTries: 1 };

/** Takes two seconds, which no video of a sandbox in real time does. */
const tooShort = { timeoutMinutes: 0.03, onTimeout: 'returnStatus' };

describe('Max Credits', () => {
  test('holds over all tries, and counts what failed', async () => {
    const sandbox = await openSandbox({ faults: [{ on: 'media', kind: 'media-html' }] });

    const run = await runWorkflow({
      baseUrl: sandbox.url,
      items: [{ json: { prompt: 'a [[fail]]' } }],
      parameters: generating({ prompt: '={{ $json.prompt }}', maxCredits: 239 }),
      node: fiveTries,
    });

    expect(run.data.resultData.error?.message).toContain('more than the limit of 239');
    expect(postsOf(sandbox)).toBe(1);
  });

  test('holds over the turns of a loop', async () => {
    const sandbox = await openSandbox();

    const run = await runWorkflow({
      baseUrl: sandbox.url,
      parameters: generating({ maxCredits: 239 }),
      runsTwice: true,
    });

    expect(run.data.resultData.error?.message).toContain('more than the limit of 239');
    expect(chargedBy(sandbox)).toBe(120);
  });

  test('holds over calls of a sub-workflow', async () => {
    const sandbox = await openSandbox();
    const call = (prompt: string) =>
      runWorkflow({
        baseUrl: sandbox.url,
        parameters: generating({ prompt, maxCredits: 239 }),
        parentToken: 'token of limited',
      });

    await call('a');
    const second = await call('b');

    expect(second.data.resultData.error?.message).toContain('more than the limit of 239');
    expect(chargedBy(sandbox)).toBe(120);
  });

  test('holds over a Retry after a crash, although nothing but the database is left', async () => {
    const sandbox = await openSandbox();
    const resumeToken = 'token of crashed';
    const parameters = (prompt: string) => generating({ prompt, maxCredits: 239 });
    await runWorkflow({ baseUrl: sandbox.url, parameters: parameters('a'), resumeToken });

    const retried = await runWorkflow({
      baseUrl: sandbox.url,
      parameters: parameters('b'),
      resumeToken,
    });

    expect(retried.data.resultData.error?.message).toContain('more than the limit of 239');
    expect(chargedBy(sandbox)).toBe(120);
  });
});

describe('within one execution', () => {
  test('a turn that asks for a video still in progress continues with it', async () => {
    const sandbox = await openSandbox({ speed: 1 });

    const run = await runWorkflow({
      baseUrl: sandbox.url,
      parameters: generating({}, tooShort),
      runsTwice: true,
    });

    const turns = run.data.resultData.runData.Kling ?? [];
    const taskIds = turns.map((turn) => turn.data?.main?.[0]?.[0]?.json.taskId);
    expect(taskIds).toEqual([sandbox.tasks()[0]?.id, sandbox.tasks()[0]?.id]);
    expect(postsOf(sandbox)).toBe(1);
  });

  test('a turn that asks again for a video of unknown fate stops, and submits nothing', async () => {
    const sandbox = await openSandbox({ faults: [{ on: 'submit', kind: 'reset', when: 'after' }] });

    const run = await runWorkflow({
      baseUrl: sandbox.url,
      parameters: generating(),
      node: { onError: 'continueRegularOutput' },
      runsTwice: true,
    });

    expect(jsonOf(run)).toMatchObject([{ code: 'ambiguous-submission', mayHaveBeenCharged: true }]);
    expect(run.data.resultData.runData.Kling).toHaveLength(2);
    expect(postsOf(sandbox)).toBe(1);
  });

  test.each([
    ['a task that failed for its content', generating({ prompt: 'x [[nsfw]]' }), []],
    [
      'a submission that was refused for its content',
      generating(),
      [{ on: 'submit', kind: 'refused', code: 1301, message: 'content policy' } as const],
    ],
  ])('%s is not submitted again', async (_name, parameters, faults) => {
    const sandbox = await openSandbox({ faults });

    const run = await runWorkflow({
      baseUrl: sandbox.url,
      parameters,
      node: { ...fiveTries, onError: 'continueRegularOutput' },
      runsTwice: true,
    });

    expect(postsOf(sandbox)).toBe(1);
    expect(jsonOf(run)).toMatchObject([{ taskId: sandbox.tasks()[0]?.id ?? null }]);
  });

  test('an edition makes a new video of refused content', async () => {
    const sandbox = await openSandbox({
      faults: [{ on: 'submit', kind: 'refused', code: 1301, message: 'content policy' }],
    });
    const options = { baseUrl: sandbox.url, parameters: generating() };
    const refused = await runWorkflow(options);

    const again = { ...options, parameters: generating({ edition: 'again' }) };
    const retried = await retryWithSavedWorkflow(refused, again);

    expect(retried.status).toBe('success');
    expect(chargedBy(sandbox)).toBe(120);
  });

  test('two items of one content are two videos', async () => {
    const sandbox = await openSandbox();

    const run = await runWorkflow({
      baseUrl: sandbox.url,
      items: [{ json: {} }, { json: {} }],
      parameters: generating(),
    });

    expect(jsonOf(run).map(({ taskId }) => taskId)).toEqual(sandbox.tasks().map(({ id }) => id));
    expect(postsOf(sandbox)).toBe(2);
  });
});

describe('a Retry of which only the database is left, as after Stop or a crash', () => {
  const kill = async (options: Parameters<typeof startWorkflow>[0], posts: number) => {
    const sandbox = await openSandbox({ speed: 1 });
    const started = startWorkflow({ ...options, baseUrl: sandbox.url });
    await until(() => sandbox.requests().filter(({ method }) => method === 'GET').length >= posts);
    started.stop();
    await started.ended;
    for (const { id } of sandbox.tasks()) sandbox.finish(id);
    return sandbox;
  };

  test('continues with every task, in each turn', async () => {
    const items = [{ json: { prompt: 'a' } }, { json: { prompt: 'b' } }, { json: { prompt: 'a' } }];
    const options = {
      baseUrl: '',
      items,
      parameters: generating({ prompt: '={{ $json.prompt }}' }),
      resumeToken: 'token of stopped',
    };
    const sandbox = await kill(options, 3);

    const retried = await runWorkflow({ ...options, baseUrl: sandbox.url });

    expect(retried.status).toBe('success');
    expect(jsonOf(retried).map(({ origin }) => origin)).toEqual(['resumed', 'resumed', 'resumed']);
    expect(new Set(jsonOf(retried).map(({ taskId }) => taskId)).size).toBe(3);
    expect(postsOf(sandbox)).toBe(3);
  });

  test('knows the video of a prompt that is another in each try', async () => {
    const options = {
      baseUrl: '',
      parameters: generating({ prompt: '=Take {{ Math.random() }}' }),
      resumeToken: 'token of random',
    };
    const sandbox = await kill(options, 1);

    const retried = await runWorkflow({ ...options, baseUrl: sandbox.url });

    expect(jsonOf(retried)).toMatchObject([{ taskId: sandbox.tasks()[0]?.id, origin: 'resumed' }]);
    expect(postsOf(sandbox)).toBe(1);
  });

  test('pays for what another execution has paid', async () => {
    const options = {
      baseUrl: '',
      parameters: generating(),
      resumeToken: 'token of one execution',
    };
    const sandbox = await kill(options, 1);

    await runWorkflow({
      ...options,
      baseUrl: sandbox.url,
      parameters: generating({ waitMode: 'upToSeconds', waitSeconds: 0 }),
      resumeToken: 'token of another',
    });

    expect(postsOf(sandbox)).toBe(2);
  });
});

describe('a sub-workflow', () => {
  test('that is called again by Retry On Fail of its parent pays nothing again', async () => {
    const sandbox = await openSandbox({ faults: [{ on: 'media', kind: 'media-html' }] });
    const options = {
      baseUrl: sandbox.url,
      items: [{ json: { prompt: 'a' } }, { json: { prompt: 'b' } }],
      parameters: generating({ prompt: '={{ $json.prompt }}', download: true }),
      parentToken: 'token of a parent',
    };

    const first = await runWorkflow(options);
    const second = await runWorkflow(options);

    expect([first.status, second.status]).toEqual(['error', 'success']);
    expect(postsOf(sandbox)).toBe(2);
  });

  test('of another parent pays for its own videos', async () => {
    const sandbox = await openSandbox();
    const options = { baseUrl: sandbox.url, parameters: generating() };

    await runWorkflow({ ...options, parentToken: 'token of one parent' });
    await runWorkflow({ ...options, parentToken: 'token of another parent' });

    expect(postsOf(sandbox)).toBe(2);
  });
});
