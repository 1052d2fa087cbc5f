import type { InputFault } from '../input/invalid-inputs-error.ts';
import type { Place, YamlSource } from './yaml-source.ts';

/** Gathers what is wrong with a storyboard: one fault a field, in the order of the file. */
export interface StoryboardFaults {
  /** @param text the part of the field the fault is at, where it is only a part. */
  add(path: readonly PropertyKey[], message: string, text?: string): void;
  /** The fault is the last key of the path itself. */
  addKey(path: readonly PropertyKey[], message: string): void;
  addAt(place: Place, message: string): void;
  list(): readonly InputFault[];
}

export function createStoryboardFaults(file: string, source: YamlSource): StoryboardFaults {
  const faults = new Map<string, { readonly place: Place; readonly message: string }>();
  const note = (id: string, place: Place, message: string) => {
    if (!faults.has(id)) faults.set(id, { place, message });
  };
  return {
    add: (path, message, text) =>
      note(`${path.join('.')} ${text ?? ''}`, source.locate(path, text), message),
    addKey: (path, message) => note(`${path.join('.')} `, source.locateKey(path), message),
    addAt: (place, message) => note(`${place.line}:${place.column}`, place, message),
    list: () =>
      [...faults.values()]
        .sort(({ place: a }, { place: b }) => a.line - b.line || a.column - b.column)
        .map(({ message, place }) => ({ input: `${file}:${place.line}:${place.column}`, message })),
  };
}
