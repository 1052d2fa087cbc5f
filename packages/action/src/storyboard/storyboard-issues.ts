import type { InputIssue } from '../input/invalid-inputs-error.ts';
import type { Place, YamlSource } from './yaml-source.ts';

/** Gathers what is wrong with a storyboard: one issue a field, in the order of the file. */
export interface StoryboardIssues {
  /** @param text the part of the field the issue is at, if it is only a part. */
  add(path: readonly PropertyKey[], message: string, text?: string): void;
  /** The issue is the last key of the path itself. */
  addKey(path: readonly PropertyKey[], message: string): void;
  addAt(place: Place, message: string): void;
  list(): readonly InputIssue[];
}

export function createStoryboardIssues(file: string, source: YamlSource): StoryboardIssues {
  const issues = new Map<string, { readonly place: Place; readonly message: string }>();
  const note = (id: string, place: Place, message: string) => {
    if (!issues.has(id)) issues.set(id, { place, message });
  };
  return {
    add: (path, message, text) =>
      note(`${path.join('.')} ${text ?? ''}`, source.locate(path, text), message),
    addKey: (path, message) => note(`${path.join('.')} `, source.locateKey(path), message),
    addAt: (place, message) => note(`${place.line}:${place.column}`, place, message),
    list: () =>
      [...issues.values()]
        .sort(({ place: a }, { place: b }) => a.line - b.line || a.column - b.column)
        .map(({ message, place }) => ({ input: `${file}:${place.line}:${place.column}`, message })),
  };
}
