import { beforeAll, describe, expect, test } from 'vitest';
import { startServices } from './n8n-services.mts';
import { generating, openSandbox, postsOf } from './open-sandbox.mts';
import { jsonOf, runWorkflow } from './run-workflow.mts';

beforeAll(async () => {
  await startServices();
});

describe('before anything is sent, the node', () => {
  test('names every issue of every item, and sends nothing', async () => {
    const sandbox = await openSandbox();

    const run = await runWorkflow({
      baseUrl: sandbox.url,
      items: [{ json: { seconds: 5 } }, { json: { seconds: 99 } }, { json: { seconds: 2.5 } }],
      parameters: generating({
        duration: '={{ $json.seconds }}',
        mode: '={{ $itemIndex === 2 ? "ultra" : "std" }}',
      }),
    });

    expect(run.data.resultData.error).toMatchObject({
      message: '2 of 3 items cannot be rendered as they are',
      description:
        '[item 1] Duration: Give a whole number of seconds from 3 to 15; it is 99. [item 2] Mode: Choose std or pro; it is "ultra". [item 2] Duration: Give a whole number of seconds from 3 to 15; it is 2.5. Nothing was submitted.',
      context: { itemIndex: 1 },
    });
    expect(sandbox.requests()).toEqual([]);
  });

  test('renders the valid items when the workflow continues on failures', async () => {
    const sandbox = await openSandbox();

    const run = await runWorkflow({
      baseUrl: sandbox.url,
      items: [{ json: { seconds: 99 } }, { json: { seconds: 5 } }],
      parameters: generating({ duration: '={{ $json.seconds }}' }),
      node: { onError: 'continueRegularOutput' },
    });

    expect(jsonOf(run)).toMatchObject([
      { taskId: null, code: 'invalid-request', mayHaveBeenCharged: false },
      { status: 'succeeded' },
    ]);
    expect(postsOf(sandbox)).toBe(1);
  });

  test('stops a run that is too dear before its first request', async () => {
    const sandbox = await openSandbox();

    const run = await runWorkflow({
      baseUrl: sandbox.url,
      items: [{ json: {} }, { json: {} }],
      parameters: generating({ maxCredits: 239 }),
    });

    expect(run.data.resultData.error).toMatchObject({
      message: 'These 2 videos cost 240 credits, more than the limit of 239',
    });
    expect(sandbox.requests()).toEqual([]);
  });

  test('fails each item of a run that is too dear when the workflow continues on failures', async () => {
    const sandbox = await openSandbox();

    const run = await runWorkflow({
      baseUrl: sandbox.url,
      items: [{ json: {} }, { json: {} }],
      parameters: generating({ maxCredits: 239 }),
      node: { onError: 'continueRegularOutput' },
    });

    expect(jsonOf(run)).toMatchObject([
      { code: 'budget-exceeded', message: expect.stringContaining('cost 240 credits') },
      { code: 'budget-exceeded', mayHaveBeenCharged: false },
    ]);
    expect(sandbox.requests()).toEqual([]);
  });

  test('does not take a limit that cannot be read for none', async () => {
    const sandbox = await openSandbox();

    const run = await runWorkflow({
      baseUrl: sandbox.url,
      parameters: generating({ maxCredits: '={{ $json.budget }}' }),
    });

    expect(run.data.resultData.error).toMatchObject({
      message: 'Max Credits is not a number of at least 0',
    });
    expect(sandbox.requests()).toEqual([]);
  });
});
