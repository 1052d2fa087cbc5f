import type { FaultRule } from '@kling-automation/sandbox';
import { beforeAll, describe, expect, test } from 'vitest';
import { startServices } from './n8n-services.mts';
import { chargedBy, generating, openSandbox, postsOf } from './open-sandbox.mts';
import { jsonOf, retryExecution, runWorkflow } from './run-workflow.mts';

beforeAll(async () => {
  await startServices();
});

/** Faults that hide a task which was made, and charged. */
const lostResponses: Readonly<Record<string, FaultRule>> = {
  'a reset': { on: 'submit', kind: 'reset', when: 'after' },
  'a 500': { on: 'submit', kind: 'server-error', httpStatus: 500, when: 'after' },
  'a 502 page of the edge': { on: 'submit', kind: 'html-error', when: 'after' },
  'broken JSON': { on: 'submit', kind: 'malformed-json' },
  'half a response': { on: 'submit', kind: 'truncated-body' },
};

const tries = [2, 3, 4, 5];
const manners = ['stopWorkflow', 'continueRegularOutput', 'continueErrorOutput'] as const;

describe('Retry On Fail', () => {
  test.each(Object.entries(lostResponses))(
    'never pays again after %s in the place of the response',
    async (_name, fault) => {
      for (const onError of manners) {
        const sandbox = await openSandbox({ faults: [fault] });

        const run = await runWorkflow({
          baseUrl: sandbox.url,
          parameters: generating(),
          node: { retryOnFail: true, maxTries: 3, waitBetweenTries: 1, onError },
        });

        expect(postsOf(sandbox)).toBe(1);
        expect(chargedBy(sandbox)).toBe(120);
        const reported = JSON.stringify([
          run.data.resultData.error,
          jsonOf(run),
          jsonOf(run, 'Errors'),
        ]);
        expect(reported).toContain('may have been charged');
      }
    },
  );

  test.each(tries)(
    'pays each item once in %d tries, whatever fails on the way',
    async (maxTries) => {
      for (const onError of manners) {
        const sandbox = await openSandbox({
          faults: [{ on: 'media', kind: 'media-html', times: maxTries - 1 }],
        });

        const run = await runWorkflow({
          baseUrl: sandbox.url,
          items: [{ json: { prompt: 'a' } }, { json: { prompt: 'b' } }],
          parameters: generating(
            { prompt: '={{ $json.prompt }}', download: true },
            { concurrency: 1 },
          ),
          node: { retryOnFail: true, maxTries, waitBetweenTries: 1, onError },
        });

        expect(run.status).toBe('success');
        expect(postsOf(sandbox)).toBe(2);
        expect(chargedBy(sandbox)).toBe(240);
      }
    },
  );

  test('goes on with the tasks of the first try when that ran out of time', async () => {
    const sandbox = await openSandbox({ speed: 40 });

    const run = await runWorkflow({
      baseUrl: sandbox.url,
      items: [{ json: {} }, { json: {} }],
      parameters: generating({}, { timeoutMinutes: 0.03 }),
      node: { retryOnFail: true, maxTries: 5, waitBetweenTries: 1 },
    });

    expect(run.status).toBe('success');
    expect(jsonOf(run).map(({ origin }) => origin)).not.toContain('rendered');
    expect(postsOf(sandbox)).toBe(2);
  });

  test('pays once for a prompt that gives something else in each try', async () => {
    const sandbox = await openSandbox({ faults: [{ on: 'media', kind: 'media-html' }] });

    const run = await runWorkflow({
      baseUrl: sandbox.url,
      parameters: generating({
        prompt: '=Take {{ $now.toMillis() }}, {{ Math.random() }}',
        download: true,
      }),
      node: { retryOnFail: true, maxTries: 2, waitBetweenTries: 1 },
    });

    expect(run.status).toBe('success');
    expect(postsOf(sandbox)).toBe(1);
  });

  test('submits again what the API refused, because nothing was paid', async () => {
    const sandbox = await openSandbox({ faults: [{ on: 'submit', kind: 'refused' }] });

    const run = await runWorkflow({
      baseUrl: sandbox.url,
      parameters: generating(),
      node: { retryOnFail: true, maxTries: 2, waitBetweenTries: 1 },
    });

    expect(run.status).toBe('success');
    expect(chargedBy(sandbox)).toBe(120);
  });

  test('submits again when the API was unreachable', async () => {
    const run = await runWorkflow({
      baseUrl: 'http://127.0.0.1:9',
      parameters: generating(),
      node: { retryOnFail: true, maxTries: 2, waitBetweenTries: 1 },
    });

    expect(run.data.resultData.error).toMatchObject({
      message: 'Could not reach http://127.0.0.1:9 (connection refused)',
    });
  });

  test('pays for each turn of a loop, because each asks for a video of its own', async () => {
    const sandbox = await openSandbox({
      // The second turn fails once, and is tried again.
      faults: [{ on: 'media', kind: 'media-html', skip: 1 }],
    });

    const run = await runWorkflow({
      baseUrl: sandbox.url,
      parameters: generating({ download: true }),
      node: { retryOnFail: true, maxTries: 2, waitBetweenTries: 1 },
      runsTwice: true,
    });

    const turns = run.data.resultData.runData.Kling ?? [];
    const taskIds = turns.map((turn) => turn.data?.main?.[0]?.[0]?.json.taskId);
    expect(taskIds).toEqual(sandbox.tasks().map(({ id }) => id));
    expect(postsOf(sandbox)).toBe(2);
  });

  test('pays for another execution, which asks for a video of its own', async () => {
    const sandbox = await openSandbox();
    const options = { baseUrl: sandbox.url, parameters: generating() };

    await runWorkflow(options);
    await runWorkflow(options);

    expect(postsOf(sandbox)).toBe(2);
  });
});

describe('the Retry of an execution in the editor', () => {
  test('goes on with what was paid', async () => {
    const sandbox = await openSandbox({ faults: [{ on: 'media', kind: 'media-html', times: 2 }] });
    const options = {
      baseUrl: sandbox.url,
      items: [{ json: { prompt: 'a' } }, { json: { prompt: 'b' } }],
      parameters: generating({ prompt: '={{ $json.prompt }}', download: true }),
    };
    const failed = await runWorkflow(options);

    const retried = await retryExecution(failed, options);

    expect(failed.status).toBe('error');
    expect(retried.status).toBe('success');
    expect(jsonOf(retried)).toMatchObject([
      { origin: 'reused', credits: 120, newCredits: 0 },
      { origin: 'reused', credits: 120, newCredits: 0 },
    ]);
    expect(postsOf(sandbox)).toBe(2);
    expect(chargedBy(sandbox)).toBe(240);
  });

  test('stops where the response was lost, and reports that it may have been charged', async () => {
    const sandbox = await openSandbox({
      faults: [{ on: 'submit', kind: 'reset', when: 'after' }],
    });
    const options = { baseUrl: sandbox.url, parameters: generating() };
    const failed = await runWorkflow(options);

    const retried = await retryExecution(failed, options);

    expect(retried.data.resultData.error?.message).toContain('may have been charged');
    expect(postsOf(sandbox)).toBe(1);
  });

  test('pays for what was fixed in between', async () => {
    const sandbox = await openSandbox({ faults: [{ on: 'submit', kind: 'refused' }] });
    const options = { baseUrl: sandbox.url, parameters: generating() };
    const failed = await runWorkflow(options);

    const fixed = { ...options, parameters: generating({ prompt: 'A calmer lighthouse' }) };
    const retried = await retryExecution(failed, fixed);

    expect(retried.status).toBe('success');
    expect(chargedBy(sandbox)).toBe(120);
  });
});
