import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openGithubScenario } from './github-scenario.ts';

/** What a number of videos on a release takes, with a token that has 1,000 requests an hour. */
export interface GithubRequestCount {
  readonly videos: number;
  /** Requests to GitHub that render, remember and attach them. */
  readonly fresh: number;
  /** Requests of a later run that uses all of them again. */
  readonly reuse: number;
  /** How many videos are on the release in the end. */
  readonly attached: number;
  /** How many videos were paid, in both runs. */
  readonly paid: number;
}

/** Counts the requests to GitHub of two runs of the built Action. */
export async function countGithubRequests(
  videos: number,
  inputs: Readonly<Record<string, string>> = {},
): Promise<GithubRequestCount> {
  const scenario = await openGithubScenario({ sandbox: { credits: 300 * videos } });
  const workspace = await mkdtemp(join(tmpdir(), 'count-'));
  try {
    const release = await scenario.github.createRelease({ tag_name: 'v1.2.0' });
    const event = { name: 'release', payload: { action: 'published', release } };
    const items = Array.from({ length: videos }, (_, index) => `  - prompt: Take ${index}\n`);
    await writeFile(join(workspace, 'videos.yml'), `videos:\n${items.join('')}`);
    const count = async () => {
      const options = { inputs: { storyboard: 'videos.yml', release: 'auto', ...inputs }, event };
      const { githubRequests, run } = await scenario.run({ ...options, workspace });
      if (run.exitCode !== 0) throw new Error(run.log);
      return githubRequests.filter(({ path }) => !path.startsWith('/download/')).length;
    };

    const fresh = await count();
    await rm(join(workspace, 'renders'), { recursive: true, force: true });
    const reuse = await count();
    const { length: attached } = await scenario.github.videos(release.id);
    return { videos, fresh, reuse, attached, paid: scenario.sandbox.tasks().length };
  } finally {
    await scenario.close();
    await rm(workspace, { recursive: true });
  }
}
