import type { Sandbox } from '@kling-automation/sandbox';
import { type GithubDouble, startGithubDouble } from '../github/github-double.ts';
import { runAction } from '../runner/run-action.ts';
import { printLogLine } from './print-log-line.ts';

/**
 * Publishes a release, attaches its video, and runs the same workflow again, which reuses the
 * video. Each run has an empty checkout, as on GitHub.
 *
 * @returns whether the first run rendered and the second one reused.
 */
export async function runReleaseDemo(options: {
  readonly actionDirectory: string;
  readonly sandbox: Sandbox;
  readonly print: (text: string) => void;
}): Promise<boolean> {
  const { print } = options;
  const github = await startGithubDouble();
  try {
    const release = await github.createRelease({ tag_name: 'v1.0.0' });
    const run = (runId: string) => runOnce({ ...options, github, release, runId });
    print('\n── Release v1.0.0 is published: its workflow renders a video and attaches it ──\n');
    const first = await run('2001');
    print('\n── The same workflow runs once more, with an empty checkout ──\n');
    const second = await run('2002');
    return first === 'rendered' && second === 'reused';
  } finally {
    await github.close();
  }
}

async function runOnce({
  actionDirectory,
  github,
  print,
  release,
  runId,
  sandbox,
}: {
  readonly actionDirectory: string;
  readonly github: GithubDouble;
  readonly print: (text: string) => void;
  readonly release: object;
  readonly runId: string;
  readonly sandbox: Sandbox;
}): Promise<string | undefined> {
  const balance = sandbox.account().balance;
  const earlierRequests = github.requests.length;
  const run = await runAction({
    actionDirectory,
    runId,
    event: { name: 'release', payload: { action: 'published', release } },
    apiUrl: github.apiUrl,
    repository: github.repository,
    secrets: [github.token],
    inputs: {
      'api-key': sandbox.apiKey,
      'base-url': sandbox.url,
      'github-token': github.token,
      prompt: 'A paper boat sails out of a harbour at sunrise',
      duration: '3',
      release: 'auto',
    },
    onOutput: printLogLine,
  });
  await run.remove();
  const requests = github.requests.slice(earlierRequests);
  const uploads = requests
    .filter(({ method, path }) => method === 'POST' && path.includes('.mp4'))
    .map(
      ({ body, path, status }) => `\n           POST ${path.split('&')[0]} → ${status}, ${body}`,
    );
  print(
    [
      '',
      `Asset:     ${run.outputs['asset-url'] || 'none'}`,
      `GitHub:    ${requests.length} requests${uploads.join('')}`,
      `Charged:   ${balance - sandbox.account().balance} credits`,
    ].join('\n'),
  );
  return run.outputs.status;
}
