import { readRepositoryFile } from './repository-documents.ts';

/** A TypeScript program that a README shows. */
export interface ReadmeProgram {
  /** The heading above the program. */
  readonly title: string;
  readonly code: string;
}

/** Finds the programs of a README, in their order. */
export async function readPrograms(path: string): Promise<readonly ReadmeProgram[]> {
  const { text } = await readRepositoryFile(path);
  const parts = text.matchAll(/^#+ (?<heading>[^\n]+)$|^```ts\n(?<code>.*?)^```$/gms);
  let title = '';
  return [...parts].flatMap(({ groups }) => {
    title = groups?.heading ?? title;
    return groups?.code === undefined ? [] : [{ title, code: groups.code }];
  });
}
