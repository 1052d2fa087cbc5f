import type { InputFault } from '../input/invalid-inputs-error.ts';
import type { ActionHost } from '../runner/host.ts';
import { eventValues } from './event-values.ts';
import { readStoryboard, type Storyboard } from './read-storyboard.ts';

/** Reads a storyboard from the workspace; a file that is not there is a fault like any other. */
export async function openStoryboard(
  path: string,
  options: {
    readonly host: Pick<ActionHost, 'event'>;
    readonly inputs: { readonly vars: Readonly<Record<string, string>> };
    readonly readTextFile: (path: string) => Promise<string>;
    readonly slotTime: number;
  },
): Promise<Storyboard & { readonly faults: readonly InputFault[] }> {
  const { host, inputs, readTextFile, slotTime } = options;
  let text: string;
  try {
    text = await readTextFile(path);
  } catch {
    const message = `There is no file ${path} that can be read. Is the repository checked out, and the path relative to it?`;
    return { videos: [], skipped: [], faults: [{ input: 'storyboard', message }] };
  }
  return readStoryboard(text, {
    path,
    values: eventValues(host.event, { slotTime, vars: inputs.vars }),
  });
}
