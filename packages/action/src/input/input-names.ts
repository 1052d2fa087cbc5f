import { type RequestFields, videoFields } from '@kling-automation/core';

/** The names that core uses, and those of the inputs and of the keys in a storyboard. */
const namePairs: readonly (readonly [name: string, inputName: string])[] = [
  ['apiKey', 'api-key'],
  ['baseUrl', 'base-url'],
  ...pairsOf(videoFields),
];

const inputNames: ReadonlyMap<string, string> = new Map(namePairs);
const programNames: ReadonlyMap<string, string> = new Map(
  namePairs.map(([name, inputName]) => [inputName, name]),
);
const anyProgramName = new RegExp(`\\b(${[...inputNames.keys()].join('|')})\\b`, 'g');

function pairsOf(fields: RequestFields): readonly (readonly [string, string])[] {
  return Object.entries(fields).flatMap(([name, { entries, inputName = name }]) => [
    ...(name === inputName ? [] : [[name, inputName] as const]),
    ...pairsOf(entries?.fields ?? {}),
  ]);
}

/** The name of one of core's fields in the Action; any other key stays as it is. */
export function inputNameOf(key: string | number): string | number {
  return inputNames.get(String(key)) ?? key;
}

/** Writes a text of core, which has names as programs write them, for people who write workflows. */
export function withInputNames(text: string): string {
  return text.replaceAll(anyProgramName, (name) => inputNames.get(name) ?? name);
}

/** Gives every known key the name that core has for it: `imageUrls` for `image-urls`. */
export function withProgramNames(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withProgramNames);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, part]) => [
      programNames.get(key) ?? key,
      withProgramNames(part),
    ]),
  );
}
