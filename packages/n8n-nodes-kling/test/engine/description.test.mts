import { LoadOptionsContext, loadOutputSchema } from 'n8n-core';
import {
  type IDataObject,
  type INodeParameters,
  type INodePropertyOptions,
  NodeHelpers,
} from 'n8n-workflow';
import { beforeAll, describe, expect, test } from 'vitest';
import { createAdditionalData } from './additional-data.mts';
import { klingWith } from './kling-with.mts';
import { startServices } from './n8n-services.mts';
import { kling, klingTrigger, nodeTypes } from './node-types.mts';
import { generating, openSandbox } from './open-sandbox.mts';
import { jsonOf, runWorkflow } from './run-workflow.mts';

beforeAll(async () => {
  await startServices();
});

const shots = shotsOf(2, 4);

function shotsOf(...durations: readonly number[]): IDataObject {
  return { shot: durations.map((duration) => ({ prompt: 'a', duration })) };
}

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
    [{ fieldsFrom: 'columns', mode: 'pro', duration: 8 }, '120–1200 credits'],
    [{ mode: 'ultra' }, 'ultra · 5 s · ? credits'],
    [{ duration: 20 }, 'std · 20 s · ? credits'],
    [{ duration: 2 }, 'std · 2 s · ? credits'],
    [{ duration: 5.5 }, 'std · 5.5 s · ? credits'],
    [{ specifyShots: 'json', shotsJson: '[]', sound: false }, 'std · 120–600 credits'],
    [{ shots: shotsOf(2) }, 'std · 2 s · ? credits'],
    [{ shots: shotsOf(10, 6) }, 'std · 16 s · ? credits'],
    [{ resource: 'task', operation: 'wait' }, 'task: wait'],
  ])(
    'of %j shows the price before any run, and none for what is impossible',
    (parameters, line) => {
      const { node, workflow } = klingWith({ resource: 'video', ...parameters });

      const { subtitle } = kling.description;
      const shown = workflow.expression.getSimpleParameterValue(node, subtitle, 'internal', {});

      expect(shown).toBe(line);
    },
  );
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
    [{ shots }, '360 credits for 6 s of shots, about $3.60 at $0.01 each'],
    [{ duration: 20, shots }, '360 credits for 6 s of shots, about $3.60 at $0.01 each'],
    [
      { duration: 20, shots: openShots },
      '60 credits per second of shots, about $0.60 at $0.01 each',
    ],
    [
      { mode: fromItem, sound: false, shots },
      '240–324 credits for 6 s of shots, about $2.40–$3.24 at $0.01 each',
    ],
    [
      { duration: 20, specifyShots: 'json', shotsJson: '[]' },
      '60 credits per second of shots, about $0.60 at $0.01 each',
    ],
    [{ fieldsFrom: 'columns', duration: 20 }, '120–1200 credits, by the columns of each item'],
    [{ duration: 20 }, 'None: the duration must be 3 to 15 whole seconds'],
    [{ duration: 5.5 }, 'None: the duration must be 3 to 15 whole seconds'],
    [{ mode: 'ultra' }, 'None: the mode must be Standard or Pro'],
    [{ shots: shotsOf(2) }, 'None: the shots last 2 s, but must last 3 to 15 whole seconds'],
    [{ shots: shotsOf(10, 6) }, 'None: the shots last 16 s, but must last 3 to 15 whole seconds'],
  ])('of %j is the only one that is shown', async (parameters, name) => {
    const prices = await loadPrices(parameters);

    expect(shownOf(prices, parameters)).toEqual([name]);
  });

  test.each([[[2, 4, 3]], [[2]], [[2, 5]], [[4, 2]], [[1, 4]]])(
    'of shots that became %j is not the sum of those that were',
    async (durations) => {
      const prices = await loadPrices({ shots });

      expect(shownOf(prices, { shots: shotsOf(...durations) })).toEqual([
        '60 credits per second of shots, about $0.60 at $0.01 each',
      ]);
    },
  );

  test('is that of the duration once the shots are removed', async () => {
    const prices = await loadPrices({ shots });

    expect(shownOf(prices, { duration: 10 })).toEqual(['600 credits, about $6.00 at $0.01 each']);
  });

  test('shows at which rate its dollars are', async () => {
    const prices = await loadPrices({ options: { usdPerCredit: 0.002 } });

    expect(shownOf(prices, {})).toEqual(['300 credits, about $0.60 at $0.002 each']);
  });
});

/** What the server returns to the panel. */
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

  test('may be used as a tool, and describes itself to agents', () => {
    expect(kling.description.usableAsTool).toMatchObject({
      replacements: { description: expect.stringContaining('never generate the same video again') },
    });
    expect(klingTrigger.description).not.toHaveProperty('usableAsTool');
  });

  test('names nothing to the AI builder that does not exist', () => {
    const { relatedNodes = [], searchHint } = kling.description.builderHint ?? {};
    const everyText = JSON.stringify(kling.description.properties);

    for (const { nodeType } of relatedNodes) expect(nodeTypes.getByName(nodeType)).toBeDefined();
    for (const name of ['generate', 'maxCredits', 'payOncePer']) {
      expect(searchHint).toContain(name);
      expect(everyText).toContain(`"${name}"`);
    }
  });

  test('keeps the mode of a video, and a task has none', () => {
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
  ])('previews the fields that %s returns', async (place) => {
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
