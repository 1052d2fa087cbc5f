import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Server } from '../src/n8n/server.ts';
import type { Session } from '../src/n8n/session.ts';
import { until } from '../src/process/until.ts';
import { klingNode, webhookTrigger } from '../src/workflow/nodes.ts';
import { onePixel } from '../src/workflow/one-pixel.ts';
import { chainNodes } from '../src/workflow/workflow.ts';
import { openSetup, type Setup } from './setup.ts';

describe('a picture that came by webhook', () => {
  let setup: Setup;
  let server: Server & { readonly session: Session };

  beforeAll(async () => {
    setup = await openSetup({ sandbox: { speed: 1 } });
    server = await setup.startServer();
  });
  afterAll(() => setup.close());

  test.each([
    ['Submit has ended', 'success', { operation: 'submit' }],
    ['Generate is parked', 'waiting', { operation: 'generate' }],
  ])('can be fetched by API in One after %s', async (_, status, fields) => {
    const path = `picture-${fields.operation}`;
    const kling = klingNode({
      resource: 'video',
      prompt: path,
      duration: 3,
      image: 'photo',
      ...fields,
    });
    const workflowId = await server.session.createWorkflow(
      chainNodes(path, [webhookTrigger(path), kling]),
      { publish: true },
    );
    const form = new FormData();
    form.append('photo', new Blob([onePixel], { type: 'image/png' }), 'kettle.png');

    await fetch(`${server.url}/webhook/${path}`, { method: 'POST', body: form });
    await until('the execution has ended or is parked', async () => {
      const [execution] = await server.session.listExecutions(workflowId);
      return execution?.status === status;
    });
    const task = setup.sandbox.tasks().at(-1);
    const response = await fetch(String(Object(task?.request).image));

    expect(Object(task?.request)).toMatchObject({ prompt: path });
    expect(response.status).toBe(200);
    expect(Buffer.from(await response.arrayBuffer()).equals(onePixel)).toBe(true);
  });
});
