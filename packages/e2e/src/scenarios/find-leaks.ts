import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { RecordedRequest } from '@kling-automation/sandbox';
import type { ActionRunResult } from '../runner/run-action.ts';
import type { StepResult } from '../runner/run-step.ts';

/**
 * Looks for the API key and for the signatures of media links in everything a run left behind:
 * both streams, the log, annotations, summaries, outputs, states, environment and every file.
 *
 * The key may be in the one command that masks it, which must be the first line printed; a
 * signature may be in the output `video-url`.
 *
 * @returns where a secret was found; empty when nowhere.
 */
export async function findLeaks(
  run: ActionRunResult,
  { apiKey, requests }: { apiKey: string; requests: readonly RecordedRequest[] },
): Promise<readonly string[]> {
  const places = new Map([
    ...placesOf('main', run, apiKey),
    ...(run.post === undefined ? [] : placesOf('post', run.post, apiKey)),
    ...(await filesBelow(run.directory)),
    ...(await filesBelow(run.workspace)),
  ]);
  const secrets = [apiKey, ...signatures(requests)].filter((secret) => secret !== '');
  return [...places]
    .filter(([, text]) => secrets.some((secret) => text.includes(secret)))
    .map(([place]) => place);
}

function placesOf(step: string, result: StepResult, apiKey: string): [string, string][] {
  const { 'video-url': _, ...outputs } = result.outputs;
  const texts = {
    stdout: withoutMaskCommand(result.rawStdout, apiKey),
    stderr: result.rawStderr,
    log: result.log,
    annotations: JSON.stringify(result.annotations),
    summary: result.summary,
    'raw summary': result.rawFiles.GITHUB_STEP_SUMMARY,
    outputs: JSON.stringify(outputs),
    state: JSON.stringify(result.state),
    environment: JSON.stringify([result.environmentChanges, result.addedPaths]),
  };
  return Object.entries(texts).map(([place, text]) => [`${step}: ${place}`, text]);
}

/** Only the first line may name the key: whatever came before it would have shown it. */
function withoutMaskCommand(stdout: string, apiKey: string): string {
  const command = `::add-mask::${apiKey}\n`;
  return stdout.startsWith(command) ? stdout.slice(command.length) : stdout;
}

function signatures(requests: readonly RecordedRequest[]): readonly string[] {
  return (
    requests
      .filter(({ path }) => path.startsWith('/media/'))
      .flatMap(({ query }) => [...new URLSearchParams(query).values()])
      // Times and small numbers are in many texts by chance.
      .filter((value) => value.length >= 16)
  );
}

/** Every file, as bytes; the outputs are looked at one by one, because one of them may hold a link. */
async function filesBelow(directory: string): Promise<[string, string][]> {
  const entries = await readdir(directory, { recursive: true, withFileTypes: true });
  const paths = entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((path) => !/_runner_file_commands.output_/.test(path));
  return Promise.all(
    paths.map(async (path): Promise<[string, string]> => [path, await readFile(path, 'latin1')]),
  );
}
