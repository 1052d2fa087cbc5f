import type { IDataObject } from 'n8n-workflow';
import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type DeduplicationTable, startServices } from './n8n-services.mts';
import { chargedBy, generating, openSandbox, postsOf } from './open-sandbox.mts';
import { jsonOf, runWorkflow, startWorkflow } from './run-workflow.mts';
import { until } from './until.mts';

let table: DeduplicationTable;

beforeAll(async () => {
  table = await startServices();
});

beforeEach(() => table.clear());

const perContent = (fields: IDataObject = {}, options: IDataObject = {}) =>
  generating({ payOncePer: 'content', ...fields }, options);

describe('Pay Once Per Content', () => {
  test('pays once for the same content in two executions', async () => {
    const sandbox = await openSandbox();
    const options = { baseUrl: sandbox.url, parameters: perContent() };

    const first = await runWorkflow(options);
    const second = await runWorkflow(options);

    expect(jsonOf(first)).toMatchObject([{ origin: 'rendered' }]);
    expect(jsonOf(second)).toMatchObject([
      { origin: 'resumed', taskId: sandbox.tasks()[0]?.id, status: 'succeeded' },
    ]);
    expect(postsOf(sandbox)).toBe(1);
  });

  test('pays once for items of the same content', async () => {
    const sandbox = await openSandbox();

    const run = await runWorkflow({
      baseUrl: sandbox.url,
      items: [{ json: {} }, { json: {} }, { json: {} }],
      parameters: perContent({ maxCredits: 120 }),
    });

    expect(jsonOf(run)).toHaveLength(3);
    expect(chargedBy(sandbox)).toBe(120);
  });

  test('pays again for the same content in another edition', async () => {
    const sandbox = await openSandbox();

    await runWorkflow({ baseUrl: sandbox.url, parameters: perContent() });
    await runWorkflow({
      baseUrl: sandbox.url,
      parameters: perContent({ edition: 'week 48' }),
    });

    expect(postsOf(sandbox)).toBe(2);
  });

  test('goes on with the task of an n8n that was killed while it waited', async () => {
    const sandbox = await openSandbox({ speed: 1 });
    const killed = startWorkflow({ baseUrl: sandbox.url, parameters: perContent() });
    await until(() => sandbox.requests().length >= 2);
    const afterKill = await openRestart(killed.stop);
    const taskId = sandbox.tasks()[0]?.id ?? '';
    sandbox.finish(taskId);

    const run = await runWorkflow({ baseUrl: sandbox.url, parameters: perContent() });

    expect(afterKill).toBeGreaterThan(1);
    expect(jsonOf(run)).toMatchObject([{ taskId, origin: 'resumed', status: 'succeeded' }]);
    expect(postsOf(sandbox)).toBe(1);
  });

  test('stops when the response was lost in another execution, and reports what to do', async () => {
    const sandbox = await openSandbox({
      faults: [{ on: 'submit', kind: 'reset', when: 'after' }],
    });
    await runWorkflow({ baseUrl: sandbox.url, parameters: perContent() });

    const run = await runWorkflow({ baseUrl: sandbox.url, parameters: perContent() });

    expect(run.data.resultData.error).toMatchObject({
      message: expect.stringContaining('may have been charged'),
      description: expect.stringContaining('change Edition'),
    });
    expect(postsOf(sandbox)).toBe(1);
  });

  test('pays once when two executions ask at the same moment', async () => {
    const sandbox = await openSandbox();
    const options = { baseUrl: sandbox.url, parameters: perContent() };

    const runs = await Promise.all([runWorkflow(options), runWorkflow(options)]);

    expect(runs.map(({ status }) => status)).toEqual(['success', 'success']);
    expect(postsOf(sandbox)).toBe(1);
  });

  test('submits again what failed', async () => {
    const sandbox = await openSandbox({ faults: [{ on: 'submit', kind: 'refused' }] });
    const options = { baseUrl: sandbox.url, parameters: perContent() };

    const first = await runWorkflow(options);
    const second = await runWorkflow(options);

    expect(first.status).toBe('error');
    expect(jsonOf(second)).toMatchObject([{ origin: 'rendered' }]);
  });

  test('reports how to get a new video when the API no longer keeps the old one', async () => {
    const sandbox = await openSandbox();
    const options = { baseUrl: sandbox.url, parameters: perContent({ download: true }) };
    await runWorkflow(options);

    sandbox.inject({ on: 'media', kind: 'expired-media-url', times: 'always' });
    const late = await runWorkflow(options);

    expect(late.data.resultData.error?.description).toContain('change Edition');
    expect(postsOf(sandbox)).toBe(1);
  });

  test('leaves nothing behind when the run was too dear', async () => {
    const sandbox = await openSandbox();

    await runWorkflow({
      baseUrl: sandbox.url,
      parameters: perContent({ maxCredits: 1 }),
    });

    expect(table.size()).toBe(0);
  });
});

/** What a killed process leaves: the table alone. Its execution is stopped and its data dropped. */
async function openRestart(stop: () => void): Promise<number> {
  const left = table.size();
  stop();
  return left;
}
