import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openEditor, startBrowser } from '../src/editor/browser.ts';
import {
  addByAction,
  byTestId,
  everythingOn,
  executeWorkflow,
  fieldValue,
  nodeNamed,
  openActions,
  openNode,
  openWorkflow,
  searchNode,
} from '../src/editor/canvas.ts';
import { areaAround, takePicture } from '../src/editor/pictures.ts';
import type { Server } from '../src/n8n/server.ts';
import { until } from '../src/process/until.ts';
import { readExample } from '../src/workflow/examples.ts';
import { itemsNode, klingNode, manualTrigger, node } from '../src/workflow/nodes.ts';
import { chainNodes } from '../src/workflow/workflow.ts';
import { listCharges } from './charges.ts';
import { openSetup, type Setup } from './setup.ts';

const video = {
  resource: 'video',
  operation: 'generate',
  mode: 'pro',
  duration: 8,
  sound: false,
};

const lighthouse = {
  ...chainNodes('lighthouse', [
    manualTrigger(),
    { ...itemsNode([{ subject: 'A lighthouse at dawn' }]), name: 'Idea' },
    klingNode({ ...video, prompt: '={{ $json.subject }}, slow aerial shot, soft light' }),
    node('Publish', 'n8n-nodes-base.noOp', 1, {}),
  ]),
  name: 'Lighthouse clip',
};

/** The editor saves what is typed, so only one test types into this workflow. */
const panel = { ...lighthouse, id: 'panel', name: 'panel' };

const byItem = chainNodes('by-item', [
  manualTrigger(),
  itemsNode([{ seconds: 12 }]),
  klingNode({ ...video, prompt: 'A lighthouse', duration: '={{ $json.seconds }}' }),
]);

const started = chainNodes('started', [manualTrigger()]);

describe('the node in the editor', () => {
  let setup: Setup;
  let server: Server;
  let browser: Browser;
  let page: Page;

  beforeAll(async () => {
    const example = readExample('weekly-campaign-with-budget.json');
    const workflows = [lighthouse, panel, byItem, started, example];
    setup = await openSetup({ workflows });
    server = await setup.startServer();
    browser = await startBrowser();
    page = await openEditor(browser, server.url, { height: 900, sharpness: 1.5 });
  });
  afterAll(async () => {
    await browser.close();
    await setup.close();
  });

  test.each(['kling', 'video ai'])('is found in the panel by "%s"', async (words) => {
    await openWorkflow(page, server.url, lighthouse.id);

    await searchNode(page, words, 'Kling');
  });

  test('offers its operations and the ends of a video, and nothing else', async () => {
    await openWorkflow(page, server.url, started.id);
    await searchNode(page, 'kling', 'Kling');

    expect(await openActions(page, 'Kling')).toEqual([
      'Download video of task',
      'Get task',
      'Wait for task',
      'Estimate cost of video',
      'Generate video',
      'Submit video',
      'On video failed',
      'On video finished',
    ]);
    await addByAction(page, 'Submit video');
    expect(await fieldValue(page, 'resource').inputValue()).toBe('Video');
    expect(await fieldValue(page, 'operation').inputValue()).toBe('Submit');
  });

  test.each(['light', 'dark'] as const)('shows its price on the %s canvas', async (theme) => {
    const themed = await openEditor(browser, server.url, { theme, sharpness: 2 });
    await openWorkflow(themed, server.url, lighthouse.id);

    const kling = nodeNamed(themed, 'Kling');
    await kling.getByText('pro · 8 s · 432 credits').waitFor();

    const nodes = lighthouse.nodes.map(({ name }) => nodeNamed(themed, name));
    await takePicture(
      themed,
      `n8n-canvas-${theme}`,
      await areaAround(nodes, { margin: 90, below: 110 }),
    );
    await themed.context().close();
  });

  test('shows the range of its price if it depends on an item, before a run and after it', async () => {
    await openWorkflow(page, server.url, byItem.id);
    const line = nodeNamed(page, 'Kling').getByText('pro · 162–810 credits');

    await line.waitFor();
    await executeWorkflow(page, 'Kling');

    expect(await line.isVisible()).toBe(true);
    expect(listCharges(setup.sandbox).at(-1)).toBe(648);
  });

  test('shows its price in the panel, and another one at once when a field changes', async () => {
    await page.setViewportSize({ width: 1440, height: 1240 });
    await openWorkflow(page, server.url, panel.id);
    await openNode(page, 'Kling');

    const price = fieldValue(page, 'price');
    const requestCount = setup.sandbox.requests().length;
    await until('the price is shown', async () => (await price.inputValue()).startsWith('432'));
    await takePicture(page, 'n8n-panel', { x: 511, y: 66, width: 419, height: 1060 });
    await fieldValue(page, 'duration').fill('10');
    await fieldValue(page, 'duration').press('Tab');
    await until('the price follows', async () => (await price.inputValue()).startsWith('540'));

    expect(await price.inputValue()).toBe('540 credits, about $5.40 at $0.01 each');
    expect(setup.sandbox.requests()).toHaveLength(requestCount);
  });

  test('is executed from the page, and its video plays there', async () => {
    await page.setViewportSize({ width: 1440, height: 860 });
    await openWorkflow(page, server.url, lighthouse.id);

    await executeWorkflow(page, 'Publish');
    const result = await openNode(page, 'Kling');
    await byTestId(result, 'ndv-view-binary-data').click();
    const video = result.locator('video');
    const read = (property: string) =>
      video.evaluate((element, name) => Number(Reflect.get(element, name)), property);
    await until('the video plays', async () => (await read('currentTime')) > 2);

    expect(await read('duration')).toBeCloseTo(8, 0);
    expect(await read('videoWidth')).toBe(1920);
    expect(listCharges(setup.sandbox).at(-1)).toBe(432);
    await takePicture(page, 'n8n-result');
  });

  test('an example is on the canvas with its notes', async () => {
    await page.setViewportSize({ width: 1440, height: 810 });
    const { id, nodes } = readExample('weekly-campaign-with-budget.json');
    await openWorkflow(page, server.url, id);

    const shown = await everythingOn(page);
    expect(shown).toHaveLength(nodes.length);
    await takePicture(page, 'n8n-example', await areaAround(shown, { margin: 24, below: 64 }));
  });
});
