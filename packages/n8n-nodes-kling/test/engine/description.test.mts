import { LoadOptionsContext, loadOutputSchema } from 'n8n-core';
import {
  type IDataObject,
  type INode,
  type INodeParameters,
  NodeHelpers,
  Workflow,
} from 'n8n-workflow';
import { beforeAll, describe, expect, test } from 'vitest';
import { createAdditionalData } from './additional-data.mts';
import { startServices } from './n8n-services.mts';
import { kling, klingTrigger, nodeTypes } from './node-types.mts';
import { generating, openSandbox } from './open-sandbox.mts';
import { jsonOf, runWorkflow } from './run-workflow.mts';

beforeAll(async () => {
  await startServices();
});

function klingWith(parameters: IDataObject): { workflow: Workflow; node: INode } {
  const node: INode = {
    id: '1',
    name: 'Kling',
    type: '@kling-automation/n8n-nodes-kling.kling',
    typeVersion: 1,
    position: [0, 0],
    parameters: parameters as INodeParameters,
  };
  const workflow = new Workflow({ active: false, nodes: [node], connections: {}, nodeTypes });
  return { workflow, node };
}

const shots = {
  shot: [
    { prompt: 'a', duration: 2 },
    { prompt: 'b', duration: 4 },
  ],
};

describe('the line under the node on the canvas', () => {
  test.each([
    [{}, 'std · 5 s · 300 credits'],
    [{ mode: 'pro', duration: 8, sound: false }, 'pro · 8 s · 432 credits'],
    [{ mode: 'std', sound: false, shots }, 'std · 6 s · 240 credits'],
    [{ mode: 'ultra' }, 'ultra · 5 s · ? credits'],
    [{ resource: 'task', operation: 'wait' }, 'task: wait'],
  ])('of %j tells the price before any run', (parameters, line) => {
    const { node, workflow } = klingWith({ resource: 'video', ...parameters });

    const { subtitle } = kling.description;
    const shown = workflow.expression.getSimpleParameterValue(node, subtitle, 'internal', {});

    expect(shown).toBe(line);
  });
});

describe('the price in the panel', () => {
  test.each([
    [{ mode: 'pro', duration: 8, sound: false }, '432 credits, about $4.32'],
    [{ shots, sound: true, options: { usdPerCredit: 0.002 } }, '360 credits, about $0.72'],
    [{ duration: 20 }, 'Duration: Give a whole number of seconds from 3 to 15; it is 20.'],
  ])('of %j follows the fields', async (parameters, name) => {
    const { node, workflow } = klingWith({});
    const additionalData = createAdditionalData({ baseUrl: 'http://127.0.0.1:9' });
    additionalData.currentNodeParameters = parameters as INodeParameters;
    const context = new LoadOptionsContext(workflow, node, additionalData, 'price');

    const options = await kling.methods?.loadOptions?.loadPrice?.call(context as never);

    expect(options).toMatchObject([{ name, value: 'current' }]);
  });
});

describe('the description', () => {
  test('asks for no credential to estimate', () => {
    const shownFor = (operation: string) =>
      NodeHelpers.displayParameterPath(
        { resource: 'video', operation },
        { name: 'apiInOneApi', ...kling.description.credentials?.[0] },
        '',
        klingWith({}).node,
        kling.description,
      );

    expect([shownFor('generate'), shownFor('estimate')]).toEqual([true, false]);
  });

  test('may be used as a tool, and says so to agents', () => {
    expect(kling.description.usableAsTool).toMatchObject({
      replacements: { description: expect.stringContaining('never generate the same video anew') },
    });
    expect(klingTrigger.description).not.toHaveProperty('usableAsTool');
  });

  test.each([
    'video/generate',
    'video/submit',
    'video/estimate',
    'task/get',
    'task/wait',
    'task/download',
  ])('previews the fields that %s gives out', async (place) => {
    const [resource = '', operation = ''] = place.split('/');
    const sandbox = await openSandbox();
    const submitted = await runWorkflow({
      baseUrl: sandbox.url,
      parameters: generating({ operation: 'submit' }),
    });
    const taskId = jsonOf(submitted)[0]?.taskId;

    const run = await runWorkflow({
      baseUrl: sandbox.url,
      parameters: generating({ resource, operation, taskId }),
    });

    const nodeDir = new URL('../../dist/nodes/Kling', import.meta.url).pathname;
    const schema = loadOutputSchema({ nodeDir, version: 1, resource, operation });
    expect(Object.keys(Object(schema?.properties)).sort()).toEqual(
      Object.keys(jsonOf(run)[0] ?? {}).sort(),
    );
  });
});
