import { isBlank, type VideoField, videoFields } from '@kling-automation/core';
import type { INodeExecutionData } from 'n8n-workflow';

/** A row of a table, under whatever names people give to columns. */
export type Columns = Readonly<Record<string, unknown>>;

/** Other names that people give to a column, and that mean nothing else. */
const otherNames: Readonly<Record<string, readonly string[]>> = {
  duration: ['seconds', 'duration seconds'],
  aspectRatio: ['ratio'],
  image: ['image url'],
};

/**
 * Finds the fields of a video among the columns of an item, under core's names; a blank cell is not
 * given. Names may be written in any usual way: `aspectRatio`, `aspect_ratio`, `Aspect Ratio`.
 */
export function readColumns({ json }: INodeExecutionData): Columns {
  const cells = new Map(Object.entries(json).map(([name, cell]) => [plainName(name), cell]));
  return Object.fromEntries(
    Object.entries(names).flatMap(([field, known]) => {
      const cell = known.map((name) => cells.get(name)).find((value) => !isBlank(value));
      return cell === undefined ? [] : [[field, cell]];
    }),
  );
}

const fields: Readonly<Record<string, VideoField>> = videoFields;

const names: Readonly<Record<string, readonly string[]>> = Object.fromEntries(
  Object.entries(fields)
    .filter(([, { isContent }]) => isContent)
    .map(([field, { inputName = '', wireName }]) => [
      field,
      [field, inputName, wireName, ...(otherNames[field] ?? [])].map(plainName),
    ]),
);

function plainName(name: string): string {
  return name.toLowerCase().replaceAll(/[^\p{L}\p{N}]/gu, '');
}
