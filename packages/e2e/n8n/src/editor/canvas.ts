import type { Locator, Page } from 'playwright-core';

/** Opens a workflow and waits until its nodes stand where they belong. */
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

/** Opens a node, with its fields and what came out of it. */
export async function openNode(page: Page, name: string): Promise<Locator> {
  await nodeNamed(page, name).dblclick();
  const panel = byTestId(page, 'ndv');
  await byTestId(page, 'node-parameters').waitFor();
  return panel;
}

/** Looks for a node the way a person does who wants to add one; it is there when it is found. */
export async function searchNode(page: Page, words: string, name: string): Promise<void> {
  const searchBar = byTestId(page, 'node-creator-search-bar');
  if (!(await searchBar.isVisible())) await byTestId(page, 'node-creator-plus-button').click();
  await searchBar.fill(words);
  await byTestId(page, 'node-creator-item-name').getByText(name, { exact: true }).waitFor();
}

/** What the panel offers to do with a node that was found. */
export async function listActions(
  page: Page,
  words: string,
  name: string,
): Promise<readonly string[]> {
  await searchNode(page, words, name);
  await byTestId(page, 'node-creator-item-name').getByText(name, { exact: true }).click();
  await byTestId(page, 'node-creator-category-item').getByText('Actions').waitFor();
  const [, ...actions] = await byTestId(page, 'node-creator-item-name').allInnerTexts();
  return actions;
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
