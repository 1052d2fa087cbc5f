import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, test } from 'vitest';
import {
  type GithubScenario,
  openGithubScenario,
  writeGithubTranscript,
} from './github-scenario.ts';

const inputs = { storyboard: 'videos.yml', release: 'v1.2.0' };

describe.concurrent('a video with a name', () => {
  test('keeps its link on the release when its prompt changes, and is listed once', async ({
    expect,
  }) => {
    const { release, run, scenario, end } = await openRelease();
    const first = await run('A lighthouse at dawn');

    const second = await run('A lighthouse at dusk');

    const { assets, body } = await readRelease(scenario, release);
    expect(first.run.outputs['asset-url']).toMatch(/\/teaser\.mp4$/);
    expect(second.run.outputs).toMatchObject({
      status: 'rendered',
      'asset-url': first.run.outputs['asset-url'],
      'video-path': 'renders/teaser.mp4',
    });
    expect(assets).toEqual([{ name: 'teaser.mp4', digest: `sha256:${second.video?.sha256}` }]);
    expect(second.video?.sha256).not.toBe(first.video?.sha256);
    expect(body.match(/teaser\.mp4/g)).toHaveLength(1);
    await expect(writeGithubTranscript(second)).toMatchFileSnapshot(
      'transcripts/release-replaced.txt',
    );
    await end();
  });

  test('is paid once although the text of its release lists it', async ({ expect }) => {
    const { release, run, scenario, end } = await openRelease();
    const prompt = 'News: {{ release.body }}';

    const first = await run(prompt);
    const second = await run(prompt);

    const { body } = await readRelease(scenario, release);
    expect(body).toMatch(
      /^Faster starts\.\n\n<!--.*\| \[Teaser\]\(.*teaser\.mp4\) \| 5 s \|.*-->$/s,
    );
    expect(first.submissions).toMatchObject([{ body: { prompt: 'News: Faster starts.' } }]);
    expect(second.submissions).toEqual([]);
    expect(second.run.outputs).toMatchObject({ status: 'reused', credits: '0' });
    expect(second.githubRequests.filter(({ method }) => method === 'PATCH')).toEqual([]);
    await end();
  });

  test('whose earlier version is wanted again is not mistaken for the later one', async ({
    expect,
  }) => {
    const { release, run, scenario, end } = await openRelease();
    const dawn = await run('A lighthouse at dawn');
    await run('A lighthouse at dusk');

    const again = await run('A lighthouse at dawn');

    const { assets } = await readRelease(scenario, release);
    expect(again.submissions).toEqual([]);
    expect(again.video?.sha256).toBe(dawn.video?.sha256);
    expect(assets).toEqual([{ name: 'teaser.mp4', digest: `sha256:${dawn.video?.sha256}` }]);
    await end();
  });

  test('is refused beside one that would have the same file', async ({ expect }) => {
    const { run, end } = await openRelease();

    const refused = await run('A lighthouse', '  - name: teaser!\n    prompt: A boat\n');

    expect(refused.run.exitCode).toBe(1);
    expect(refused.submissions).toEqual([]);
    expect(refused.run.log).toContain('"Teaser" and "teaser!" would be one file, teaser.mp4');
    await end();
  });
});

async function openRelease() {
  const scenario = await openGithubScenario();
  const release = await scenario.github.createRelease({
    tag_name: 'v1.2.0',
    body: 'Faster starts.',
  });
  const workspace = await mkdtemp(join(tmpdir(), 'stable-'));
  return {
    scenario,
    release,
    /** On a fresh runner each time. */
    async run(prompt: string, others = '') {
      await rm(join(workspace, 'renders'), { recursive: true, force: true });
      const video = `  - name: Teaser\n    prompt: ${JSON.stringify(prompt)}\n`;
      await writeFile(join(workspace, 'videos.yml'), `videos:\n${video}${others}`);
      return scenario.run({ inputs, workspace });
    },
    async end() {
      await scenario.close();
      await rm(workspace, { recursive: true });
    },
  };
}

async function readRelease({ github }: GithubScenario, { id }: { readonly id: number }) {
  const { body } = Object(await github.request('GET', `/releases/${id}`));
  const listed = await github.request('GET', `/releases/${id}/assets`);
  const assets = (listed as readonly { name: string; digest: string }[]).map(
    ({ digest, name }) => ({ name, digest }),
  );
  return { body: String(body), assets };
}
