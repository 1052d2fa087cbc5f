import { LoadOptionsContext, loadOutputSchema } from 'n8n-core';
import {
  type IDataObject,
  type INode,
  type INodeParameters,
  type INodePropertyOptions,
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

const openShots = {
  shot: [
    { prompt: '={{ $json.prompt }}', duration: '={{ $json.seconds }}' },
    { prompt: 'b', duration: 4 },
  ],
};

const fromItem = '={{ $json.value }}';

describe('the line under the node on the canvas', () => {
  test.each([
    [{}, 'std · 5 s · 300 credits'],
    [{ mode: 'pro', duration: 8, sound: false }, 'pro · 8 s · 432 credits'],
    [{ mode: 'std', sound: false, shots }, 'std · 6 s · 240 credits'],
    [{ prompt: fromItem, duration: 8 }, 'std · 8 s · 480 credits'],
    [{ mode: fromItem, duration: 8 }, '8 s · 480–640 credits'],
    [{ mode: 'pro', duration: fromItem, sound: false }, 'pro · 162–810 credits'],
    [{ mode: 'pro', duration: 8, sound: fromItem }, 'pro · 8 s · 432–640 credits'],
    [{ mode: fromItem, duration: fromItem, sound: fromItem }, '120–1200 credits'],
    [{ sound: false, shots: openShots }, 'std · 200–600 credits'],
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
    [{ mode: 'pro', duration: 8, sound: false }, '432 credits, about $4.32 at $0.01 each'],
    [{ prompt: fromItem, duration: 10 }, '600 credits, about $6.00 at $0.01 each'],
    [{ duration: fromItem }, '180–900 credits, about $1.80–$9.00 at $0.01 each'],
    [{ mode: fromItem, duration: 3 }, '180–240 credits, about $1.80–$2.40 at $0.01 each'],
    [{ sound: fromItem, duration: 3 }, '120–180 credits, about $1.20–$1.80 at $0.01 each'],
    [
      { mode: fromItem, sound: fromItem, duration: fromItem },
      '120–1200 credits, about $1.20–$12.00 at $0.01 each',
    ],
    [{ shots }, '60 credits per second of shots, about $0.60 at $0.01 each'],
    [
      { duration: 20, shots: openShots },
      '60 credits per second of shots, about $0.60 at $0.01 each',
    ],
    [
      { mode: fromItem, sound: false, shots },
      '40–54 credits per second of shots, about $0.40–$0.54 at $0.01 each',
    ],
    [{ duration: 20 }, 'None: a video lasts 3 to 15 seconds'],
    [{ mode: 'ultra' }, 'None: there is no such mode'],
  ])('of %j is the only one that is shown', async (parameters, name) => {
    const prices = await loadPrices({});

    expect(shownOf(prices, parameters)).toEqual([name]);
  });

  test('says at which rate its dollars are', async () => {
    const prices = await loadPrices({ options: { usdPerCredit: 0.002 } });

    expect(shownOf(prices, {})).toEqual(['300 credits, about $0.60 at $0.002 each']);
  });
});

/** What the server answers to the panel. */
async function loadPrices(parameters: IDataObject): Promise<INodePropertyOptions[]> {
  const { node, workflow } = klingWith({});
  const additionalData = createAdditionalData({ baseUrl: 'http://127.0.0.1:9' });
  additionalData.currentNodeParameters = parameters as INodeParameters;
  const context = new LoadOptionsContext(workflow, node, additionalData, 'price');
  return (await kling.methods?.loadOptions?.loadPrices?.call(context as never)) ?? [];
}

/** What the panel shows of it, by the fields as they are written. */
function shownOf(prices: readonly INodePropertyOptions[], parameters: IDataObject): string[] {
  const { node } = klingWith({ resource: 'video', ...parameters });
  return prices
    .filter((price) =>
      NodeHelpers.displayParameter(node.parameters, price, node, kling.description),
    )
    .map(({ name }) => name);
}

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

  test('tells the AI builder of nothing that is not there', () => {
    const { relatedNodes = [], searchHint } = kling.description.builderHint ?? {};
    const everyText = JSON.stringify(kling.description.properties);

    for (const { nodeType } of relatedNodes) expect(nodeTypes.getByName(nodeType)).toBeDefined();
    for (const name of ['generate', 'waitMode', 'untilCallback', 'maxCredits', 'renderOnce']) {
      expect(searchHint).toContain(name);
      expect(everyText).toContain(`"${name}"`);
    }
  });

  test('keeps the mode of a video and gives a task none', () => {
    const modeOf = (parameters: IDataObject) => klingWith(parameters).node.parameters.mode;

    expect(modeOf({ resource: 'video' })).toBe('std');
    expect(modeOf({ resource: 'video', mode: 'pro' })).toBe('pro');
    expect(modeOf({ resource: 'task' })).toBeUndefined();
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
