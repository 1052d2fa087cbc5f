import type { ActionInputs } from '../input/inputs.ts';
import type { ActionHost } from '../runner/host.ts';
import { eventValues, usesTime } from './event-values.ts';
import { readStoryboard, type Storyboard } from './read-storyboard.ts';

/** Reads a storyboard from the workspace; a file that is not there is an issue like any other. */
export async function openStoryboard(
  path: string,
  options: {
    readonly host: Pick<ActionHost, 'event'>;
    readonly inputs: Pick<ActionInputs, 'timezone' | 'vars'>;
    readonly readTextFile: (path: string) => Promise<string>;
    /** The moment the run is for; asked for only if the storyboard needs it. */
    readonly readTime: () => Promise<number>;
  },
): Promise<Storyboard> {
  const { host, inputs, readTextFile, readTime } = options;
  const { timezone, vars } = inputs;
  let text: string;
  try {
    text = await readTextFile(path);
  } catch {
    const message = `There is no file ${path} that can be read. Is the repository checked out, and the path relative to it?`;
    return { videos: [], skipped: [], issues: [{ input: 'storyboard', message }] };
  }
  const time = usesTime(text) ? await readTime() : 0;
  return readStoryboard(text, {
    path,
    values: eventValues(host.event, { time, timezone, vars }),
  });
}
