import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parse } from 'yaml';

/** What the runner takes from an action.yml. */
export interface ActionManifest {
  readonly name: string;
  /** Input name → its default; undefined if it has none. */
  readonly inputs: ReadonlyMap<string, string | undefined>;
  /** Names of the declared outputs. */
  readonly outputs: readonly string[];
  readonly using: string;
  readonly main: string;
  readonly post: string | undefined;
}

/** Reads `action.yml` of a directory. Expressions in defaults are not evaluated. */
export async function readActionManifest(actionDirectory: string): Promise<ActionManifest> {
  const path = join(actionDirectory, 'action.yml');
  const root = asRecord(parse(await readFile(path, 'utf8')), path);
  const runs = asRecord(root.runs, `${path}: runs`);
  return {
    name: asText(root.name, `${path}: name`),
    inputs: new Map(Object.entries(asRecord(root.inputs ?? {}, path)).map(readInput)),
    outputs: Object.keys(asRecord(root.outputs ?? {}, path)),
    using: asText(runs.using, `${path}: runs.using`),
    main: asText(runs.main, `${path}: runs.main`),
    post: runs.post === undefined ? undefined : asText(runs.post, `${path}: runs.post`),
  };
}

function readInput([name, value]: [string, unknown]): [string, string | undefined] {
  const { default: defaultValue } = asRecord(value ?? {}, `inputs.${name}`);
  // The runner takes every scalar for a default and writes it out as text.
  return [name, defaultValue === undefined ? undefined : String(defaultValue)];
}

function asRecord(value: unknown, where: string): Record<string, unknown> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new TypeError(`${where} is not a mapping.`);
  }
  return Object.fromEntries(Object.entries(value));
}

function asText(value: unknown, where: string): string {
  if (typeof value !== 'string') throw new TypeError(`${where} is not a text.`);
  return value;
}
