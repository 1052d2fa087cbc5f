import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, test } from 'vitest';
import type { GithubDouble } from '../github/github-double.ts';
import type { RecordedGithubRequest } from '../github/recorded-request.ts';
import { openGithubScenario } from './github-scenario.ts';

/** Adds what 1,250 videos of earlier runs leave: four references each. */
function addFiveThousand({ git }: GithubDouble): void {
  for (let video = 0; video < 1250; video += 1) {
    const key = `${video}`.padStart(64, '0');
    const names = [
      `refs/kling/videos/${key}/1/claim`,
      `refs/kling/videos/${key}/1/task.bjQxMzlqdnJrMDFfa2xpbmcz`,
      `refs/kling/videos/${key}/1/done.${key}`,
      `refs/kling/spent/2026-01/${key}.1/reserved.300.1`,
    ];
    for (const name of names) git.create(name, git.commit);
  }
}

const isListing = ({ path }: RecordedGithubRequest) => path.includes('/matching-refs/');

describe('5,000 references of earlier runs', { timeout: 60_000 }, () => {
  test.for([
    [1, 1, 2],
    [8, 8, 16],
    [9, 1, 2_600_000],
  ] as const)(
    'are read for %i new videos in %i listings of %i bytes or less',
    async ([videos, listings, bytes], { expect }) => {
      const scenario = await openGithubScenario({ github: { refsPerPage: 10_000 } });
      addFiveThousand(scenario.github);
      const workspace = await mkdtemp(join(tmpdir(), 'many-'));
      const names = Array.from({ length: videos }, (_, index) => `video-${index}`);
      const items = names.map((name) => `  - name: ${name}\n    prompt: ${name}\n`);
      await writeFile(join(workspace, 'videos.yml'), `videos:\n${items.join('')}`);

      const { githubRequests, run } = await scenario.run({
        inputs: { storyboard: 'videos.yml', concurrency: '9' },
        workspace,
      });

      const found = githubRequests.filter(isListing);
      expect(run).toMatchObject({ exitCode: 0, outputs: { status: 'rendered' } });
      expect(scenario.sandbox.tasks()).toHaveLength(videos);
      expect(found).toHaveLength(listings);
      expect(found.reduce((sum, { responseBytes }) => sum + responseBytes, 0)).toBeLessThanOrEqual(
        bytes,
      );
      await scenario.close();
      await rm(workspace, { recursive: true });
    },
  );

  test('are read page by page', async ({ expect }) => {
    const scenario = await openGithubScenario({ github: { refsPerPage: 1000 } });
    addFiveThousand(scenario.github);
    const key = '7'.padStart(64, '0');
    scenario.github.git.create(
      `refs/kling/spent/2026-11/${key}.1/reserved.300.1`,
      scenario.github.git.commit,
    );

    const { githubRequests } = await scenario.run({
      inputs: { prompt: 'A lighthouse at dawn', 'max-credits-per-month': '1000' },
    });

    const pages = githubRequests.filter(({ path }) => path.includes('page='));
    expect(pages.map(({ path }) => path.replace(/.*page=/, 'page='))).toEqual(['page=2']);
    await scenario.close();
  });
});
