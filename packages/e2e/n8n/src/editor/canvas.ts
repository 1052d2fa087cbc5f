import type { Locator, Page } from 'playwright-core';

/** Opens a workflow and waits until its nodes are in their places. */
export async function openWorkflow(page: Page, url: string, workflowId: string): Promise<void> {
  await page.goto(`${url}/workflow/${workflowId}`);
  await byTestId(page, 'canvas-node').first().waitFor();
  await byTestId(page, 'zoom-to-fit').click();
}

/** The nodes and the sticky notes. */
export async function everythingOn(page: Page): Promise<readonly Locator[]> {
  return page.locator('.vue-flow__node').all();
}

export function nodeNamed(page: Page, name: string): Locator {
  return page.locator(`[data-test-id="canvas-node"][data-node-name="${name}"]`);
}

/** Opens a node, with its fields and its output. */
export async function openNode(page: Page, name: string): Promise<Locator> {
  await nodeNamed(page, name).dblclick();
  const panel = byTestId(page, 'ndv');
  await byTestId(page, 'node-parameters').waitFor();
  return panel;
}

/** Searches for a node to add, as a person does; waits until it is found. */
export async function searchNode(page: Page, words: string, name: string): Promise<void> {
  const searchBar = byTestId(page, 'node-creator-search-bar');
  if (!(await searchBar.isVisible())) await byTestId(page, 'node-creator-plus-button').click();
  await searchBar.fill(words);
  await byTestId(page, 'node-creator-item-name').getByText(name, { exact: true }).waitFor();
}

/** Opens a node that was found, and lists its actions, then its triggers. */
export async function openActions(page: Page, name: string): Promise<readonly string[]> {
  const items = byTestId(page, 'node-creator-item-name');
  await items.getByText(name, { exact: true }).click();
  await page.getByText(/^Actions \(/).waitFor();
  await page.getByText(/^Triggers \(/).click();
  await items.getByText(/^On /).first().waitFor();
  return (await items.allTextContents()).map((text) => text.trim());
}

/** Adds a node by one of its actions; its panel opens. */
export async function addByAction(page: Page, action: string): Promise<void> {
  await byTestId(page, 'node-creator-item-name').getByText(action, { exact: true }).click();
  await byTestId(page, 'node-parameters').waitFor();
}

export async function executeWorkflow(page: Page, lastNodeName: string): Promise<void> {
  await byTestId(page, 'execute-workflow-button').click();
  await byTestId(nodeNamed(page, lastNodeName), 'canvas-node-status-success').waitFor();
}

/** What a field of the open node shows. */
export function fieldValue(page: Page, parameterName: string): Locator {
  return byTestId(page, `parameter-input-${parameterName}`).locator('input').first();
}

export function byTestId(place: Page | Locator, testId: string): Locator {
  return place.locator(`[data-test-id="${testId}"]`);
}
