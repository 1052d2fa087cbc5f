import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Locator, Page } from 'playwright-core';
import { picturesDirectory } from '../installation/paths.ts';

/** Takes one of the README's pictures; without an area, the whole page. */
export async function takePicture(page: Page, name: string, area?: Area): Promise<void> {
  mkdirSync(picturesDirectory, { recursive: true });
  // The pointer would highlight the element below it.
  await page.mouse.move(0, 0);
  await page.screenshot({
    path: join(picturesDirectory, `${name}.png`),
    animations: 'disabled',
    caret: 'hide',
    ...(area !== undefined && { clip: area }),
  });
}

export interface Area {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** The smallest area around all of these, with a margin; names are below their nodes. */
export async function areaAround(
  places: readonly Locator[],
  { margin, below }: { readonly margin: number; readonly below: number },
): Promise<Area> {
  const boxes = await Promise.all(places.map((place) => place.boundingBox()));
  const seen = boxes.filter((box) => box !== null);
  const x = Math.min(...seen.map((box) => box.x)) - margin;
  const y = Math.min(...seen.map((box) => box.y)) - margin;
  const right = Math.max(...seen.map((box) => box.x + box.width)) + margin;
  const bottom = Math.max(...seen.map((box) => box.y + box.height)) + below;
  return { x, y, width: right - x, height: bottom - y };
}
