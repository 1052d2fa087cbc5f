import { test } from 'vitest';
import { openEditor, startBrowser } from '../src/editor/browser.ts';
import { byTestId, executeWorkflow, fieldValue, openNode, openWorkflow } from '../src/editor/canvas.ts';
import { readExample } from '../src/workflow/examples.ts';
import { klingNode, manualTrigger } from '../src/workflow/nodes.ts';
import { chainNodes } from '../src/workflow/workflow.ts';
import { setStage } from './stage.ts';
test('x', async () => {
  const stage = await setStage({ workflows: [readExample('weekly-campaign-with-budget.json'), chainNodes('Simple', [manualTrigger(), klingNode({ resource: 'video', operation: 'generate', prompt: 'A lighthouse at dawn, slow aerial shot', mode: 'pro', duration: 8, sound: false, download: true })])] });
  const { readFileSync, writeFileSync } = await import('node:fs');
  for (const f of ['Kling/Kling', 'KlingTrigger/KlingTrigger']) {
    const path = `${stage.home.directory}/.n8n/nodes/node_modules/@kling-automation/n8n-nodes-kling/dist/nodes/${f}.node.json`;
    const codex = JSON.parse(readFileSync(path, 'utf8'));
    codex.categories = ['AI', 'Marketing & Content'];
    codex.subcategories = { AI: ['Agents', 'Miscellaneous', 'Root Nodes'] };
    writeFileSync(path, JSON.stringify(codex));
  }
  const server = await stage.startServer();
  const browser = await startBrowser();
  try {
    const page = await openEditor(browser, server.url, { height: 1240 });
    await openWorkflow(page, server.url, 'Simple');
    await byTestId(page, 'node-creator-plus-button').click();
    for (const word of ['kling', 'video ai']) {
      await byTestId(page, 'node-creator-search-bar').fill(word);
      await page.waitForTimeout(1500);
      console.log(word, await byTestId(page, 'node-creator-item-name').allInnerTexts());
      await page.screenshot({ path: '/tmp/t0.png' });
    }
    await openWorkflow(page, server.url, 'Simple');
    await openNode(page, 'Kling');
    await page.waitForTimeout(3000);
    await page.screenshot({ path: '/tmp/t1.png' });
    console.log(await fieldValue(page, 'price').inputValue(), '|', await fieldValue(page, 'duration').inputValue());
    await fieldValue(page, 'duration').fill('10');
    await fieldValue(page, 'duration').press('Tab');
    await page.waitForTimeout(4000);
    await page.screenshot({ path: '/tmp/t2.png' });
    console.log(await fieldValue(page, 'price').inputValue(), '|', await fieldValue(page, 'duration').inputValue());
    await byTestId(page, 'parameter-input-mode').click();
    await page.getByText('Standard (720p)').click();
    await page.waitForTimeout(3000);
    console.log(await fieldValue(page, 'price').inputValue());
    await openWorkflow(page, server.url, 'Simple').catch(() => {});
    await executeWorkflow(page, 'Kling');
    const panel = await openNode(page, 'Kling');
    await byTestId(panel, 'ndv-view-binary-data').click();
    await page.waitForTimeout(4000);
    await page.screenshot({ path: '/tmp/t3.png' });
    console.log(await panel.locator('video').count(), await page.locator('video').count(), await page.locator('video').first().evaluate('(v) => [v.duration, v.readyState, v.currentSrc || v.innerHTML, v.error && v.error.message, v.videoWidth]').catch(String));
    await openWorkflow(page, server.url, 'klingWeeklyCampaign');
    await page.waitForTimeout(2000);
    console.log(await page.evaluate('[...document.querySelectorAll(".vue-flow__node")].map(e => [e.getAttribute("data-id"), [...e.querySelectorAll("[data-test-id]")].slice(0,3).map(x => x.getAttribute("data-test-id")).join("/")].join(":")).join(" ")'));
  } finally {
    await browser.close();
    await stage.strike();
  }
}, 400_000);
