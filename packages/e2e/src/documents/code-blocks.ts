import type { RepositoryDocument } from './repository-documents.ts';

/** A fenced block of a document. */
export interface CodeBlock {
  /** The document and the line, to find it. */
  readonly name: string;
  /** All words behind the fence: `yaml storyboard`. */
  readonly language: string;
  readonly code: string;
}

/** Finds the blocks of code of a document, in their order; a block in a list is moved to the left. */
export function findCodeBlocks({ path, text }: RepositoryDocument): readonly CodeBlock[] {
  const blocks = text.matchAll(
    /^(?<indent> *)```(?<language>[^\n]*)\n(?<code>.*?)^\k<indent>```$/gms,
  );
  return [...blocks].map(({ groups, index }) => ({
    name: `${path}:${text.slice(0, index).split('\n').length}`,
    language: groups?.language ?? '',
    code: (groups?.code ?? '').replaceAll(new RegExp(`^${groups?.indent}`, 'gm'), ''),
  }));
}
