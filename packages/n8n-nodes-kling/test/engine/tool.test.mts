import { beforeAll, describe, expect, test } from 'vitest';
import { callTool } from './call-tool.mts';
import { startServices } from './n8n-services.mts';
import { chargedBy, generating, openSandbox, postsOf } from './open-sandbox.mts';
import { jsonOf, outputOf, runWorkflow } from './run-workflow.mts';

beforeAll(async () => {
  await startServices();
});

const tool = { type: '@kling-automation/n8n-nodes-kling.klingTool' };

describe('as a tool of an agent', () => {
  test('returns small flat JSON and no file', async () => {
    const sandbox = await openSandbox();

    const run = await runWorkflow({
      baseUrl: sandbox.url,
      parameters: generating({ download: true, output: 'raw', waitMode: 'untilFinished' }),
      node: tool,
    });

    const [item] = outputOf(run);
    expect(item?.binary).toBeUndefined();
    expect(JSON.stringify(item?.json).length).toBeLessThan(500);
    expect(item?.json).toMatchObject({ status: 'succeeded', videoUrl: expect.any(String) });
  });

  test('returns in time, with the task and what to do next', async () => {
    const sandbox = await openSandbox({ speed: 1 });

    const run = await runWorkflow({
      baseUrl: sandbox.url,
      parameters: generating({ waitMode: 'upToSeconds', waitSeconds: 0.2 }),
      node: tool,
    });

    expect(jsonOf(run)).toMatchObject([
      {
        taskId: sandbox.tasks()[0]?.id,
        status: 'running',
        next: expect.stringContaining('Task > Get'),
      },
    ]);
  });

  test.each([
    ['a lost response', generating(), 'could pay twice. Check the API in One dashboard'],
    ['a fault', generating({ duration: 20 }), 'Nothing was submitted.'],
  ])('reports all about %s in the message, because workers send no more', async (...row) => {
    const [, parameters, advice] = row;
    const sandbox = await openSandbox({
      faults: [{ on: 'submit', kind: 'reset', when: 'after', times: 2 }],
    });

    const run = await runWorkflow({ baseUrl: sandbox.url, parameters, node: tool });
    const [result] = await callTool({ baseUrl: sandbox.url, parameters });

    expect(run.data.resultData.error?.message).toContain(advice);
    expect(String(result).split(advice)).toHaveLength(2);
  });

  test('does not submit after its caller has gone: a long rate limit is reported at once', async () => {
    const sandbox = await openSandbox({
      faults: [{ on: 'submit', kind: 'rate-limited', retryAfterSeconds: 46 }],
    });

    const results = await callTool({ baseUrl: sandbox.url, parameters: generating() });

    expect(results).toEqual([expect.stringContaining('asks for fewer requests')]);
    expect(chargedBy(sandbox)).toBe(0);
  });

  test('pays once for one call, however often the agent host repeats it', async () => {
    const sandbox = await openSandbox({ faults: [{ on: 'submit', kind: 'reset', when: 'after' }] });

    await runWorkflow({
      baseUrl: sandbox.url,
      items: [{ json: { toolCallId: 'call_1' } }],
      parameters: generating(),
      node: { ...tool, retryOnFail: true, maxTries: 3, waitBetweenTries: 1 },
    });

    expect(postsOf(sandbox)).toBe(1);
  });

  test('pays once when Retry On Fail repeats a call that has no id, as over MCP', async () => {
    const sandbox = await openSandbox({ faults: [{ on: 'submit', kind: 'reset', when: 'after' }] });

    const results = await callTool({
      baseUrl: sandbox.url,
      parameters: generating(),
      node: { retryOnFail: true, maxTries: 3, waitBetweenTries: 1 },
    });

    expect(results).toEqual([expect.stringContaining('may have been charged')]);
    expect(postsOf(sandbox)).toBe(1);
  });

  test('pays once when a model asks twice at once for the same', async () => {
    const sandbox = await openSandbox();

    const results = await callTool({
      baseUrl: sandbox.url,
      parameters: generating(),
      atOnce: 2,
    });

    const taskId = sandbox.tasks()[0]?.id;
    expect(results).toEqual([
      expect.stringContaining(`"taskId":"${taskId}"`),
      expect.stringContaining(`"taskId":"${taskId}"`),
    ]);
    expect(postsOf(sandbox)).toBe(1);
  });
});
