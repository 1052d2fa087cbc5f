import { findSharedFiles } from '../plan/file-name.ts';
import type { PlaceholderValues } from './placeholders.ts';
import { readStoryboard, type Storyboard } from './read-storyboard.ts';

/** Reads a storyboard from the workspace; a file that is not there is an issue like any other. */
export async function openStoryboard(
  path: string,
  options: {
    readonly readTextFile: (path: string) => Promise<string>;
    readonly fileUrl: (path: string) => string;
    /** Finds the values of the placeholders that a text has. */
    readonly readValues: (text: string) => Promise<PlaceholderValues>;
  },
): Promise<Storyboard> {
  const { fileUrl, readTextFile, readValues } = options;
  let text: string;
  try {
    text = await readTextFile(path);
  } catch {
    const message = `There is no file ${path} that can be read. Is the repository checked out, and the path relative to it?`;
    return { videos: [], skipped: [], issues: [{ input: 'storyboard', message }] };
  }
  const storyboard = readStoryboard(text, { path, fileUrl, values: await readValues(text) });
  const names = storyboard.videos.flatMap(({ name = [] }) => name);
  // The same name twice is an issue already.
  const shared = await findSharedFiles([...new Set(names)]);
  const issues = shared.map(([fileName, sharing]) => ({
    input: path,
    message: `${sharing.map((name) => `"${name}"`).join(' and ')} would be one file, ${fileName}: give the videos other names.`,
  }));
  return { ...storyboard, issues: [...storyboard.issues, ...issues] };
}
