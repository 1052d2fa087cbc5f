import type { RepositoryDocument } from './repository-documents.ts';
import { readRepositoryFiles } from './repository-files.ts';

/** Reads the pages that people read to use the project, in English; or their translations. */
export async function readSitePages(
  folder: 'docs' | 'docs/zh' = 'docs',
): Promise<readonly RepositoryDocument[]> {
  const files = await readRepositoryFiles();
  return [...files]
    .filter(([path]) => translatedFolders.some((each) => path.startsWith(`${folder}/${each}`)))
    .filter(([path]) => path.endsWith('.md'))
    .map(([path, text]) => ({ path, text }))
    .toSorted((one, other) => (one.path < other.path ? -1 : 1));
}

const translatedFolders = ['about/', 'guides/', 'help/', 'start/', 'storyboard.md'];
