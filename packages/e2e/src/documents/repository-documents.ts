import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Where this repository is checked out. */
export const repositoryRoot = fileURLToPath(new URL('../../../..', import.meta.url));

/** A YAML file of this repository that GitHub reads, or that people copy from. */
export interface RepositoryDocument {
  /** Relative to the repository. */
  readonly path: string;
  readonly text: string;
}

/** Directories whose every YAML file is a workflow. */
const workflowDirectories = ['.github/workflows', 'examples/github'] as const;

/** Reads a file of the repository. */
export async function readRepositoryFile(path: string): Promise<RepositoryDocument> {
  return { path, text: await readFile(join(repositoryRoot, path), 'utf8') };
}

/** Reads all workflows, sorted by name: those that GitHub runs here, and the examples. */
export async function readWorkflows(): Promise<readonly RepositoryDocument[]> {
  const lists = await Promise.all(workflowDirectories.map(listYamlFiles));
  return Promise.all(lists.flat().map(readRepositoryFile));
}

async function listYamlFiles(directory: string): Promise<readonly string[]> {
  const names = await readdir(join(repositoryRoot, directory));
  return names
    .filter((name) => /\.ya?ml$/.test(name))
    .sort()
    .map((name) => `${directory}/${name}`);
}
