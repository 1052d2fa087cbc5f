import { isRefName } from './ref-name.ts';

/** The references of a repository. */
export interface GitRefs {
  /** Creates a reference, unless git refuses it. */
  create(name: string, sha: string): 'created' | 'exists' | 'invalid name' | 'folder conflict';
  read(name: string): string | undefined;
  /** The references whose names begin so, in the order of their names. */
  list(prefix: string): readonly (readonly [name: string, sha: string])[];
  remove(name: string): boolean;
}

export function createGitRefs(): GitRefs {
  const refs = new Map<string, string>();
  /** How many references are below each folder. */
  const folders = new Map<string, number>();
  const countBelow = (name: string, change: number) => {
    for (const folder of foldersOf(name)) folders.set(folder, (folders.get(folder) ?? 0) + change);
  };
  return {
    create(name, sha) {
      if (!isRefName(name)) return 'invalid name';
      if (refs.has(name)) return 'exists';
      const isFolder = (folders.get(name) ?? 0) > 0;
      if (isFolder || foldersOf(name).some((folder) => refs.has(folder))) return 'folder conflict';
      refs.set(name, sha);
      countBelow(name, 1);
      return 'created';
    },
    read: (name) => refs.get(name),
    list: (prefix) =>
      [...refs]
        .filter(([name]) => name.startsWith(prefix))
        .toSorted(([one], [other]) => (one < other ? -1 : 1)),
    remove(name) {
      if (!refs.delete(name)) return false;
      countBelow(name, -1);
      return true;
    },
  };
}

function foldersOf(name: string): readonly string[] {
  const parts = name.split('/');
  return parts.slice(1).map((_, index) => parts.slice(0, index + 1).join('/'));
}
