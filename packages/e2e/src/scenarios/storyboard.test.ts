import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, test } from 'vitest';
import { openGithubScenario } from './github-scenario.ts';
import type { openScenario } from './scenario.ts';
import { writeTranscript } from './transcript.ts';

const board = `
defaults: { duration: 3, sound: false }
videos:
  - name: teaser
    prompt: A paper title reads {{ release.tag }}
  - name: tour
    prompt: "The door opens. {{ release.body }}"
    aspect-ratio: "9:16"
  - name: credits
    prompt: Names on a wall, {{ repository }}
    mode: pro
  - name: weekly
    prompt: A calendar
    when: "{{ event }} == schedule"
`;

const hostileBody = '::error::from the notes\n##[group]x\n<img src=x> {{ vars.key }} @octocat';

const event = {
  name: 'release',
  payload: { release: { id: 1, name: null, tag_name: 'v1.2.0', body: hostileBody } },
};

async function openBoard(text: string, sandbox?: Parameters<typeof openScenario>[0]) {
  const workspace = await mkdtemp(join(tmpdir(), 'storyboard-'));
  await writeFile(join(workspace, 'board.yml'), text);
  const scenario = await openGithubScenario({ sandbox });
  let runs = 0;
  return {
    ...scenario,
    change: (changed: string) => writeFile(join(workspace, 'board.yml'), changed),
    run(inputs: Readonly<Record<string, string>> = {}) {
      runs += 1;
      const runId = `${runs}`;
      return scenario.run({
        inputs: { storyboard: 'board.yml', ...inputs },
        event,
        workspace,
        runId,
      });
    },
    async close() {
      await scenario.close();
      await rm(workspace, { recursive: true });
    },
  };
}

function outcomes(videos = '[]'): unknown {
  return JSON.parse(videos).map((video: Record<string, unknown>) => [
    video.name,
    video.status,
    video.credits,
  ]);
}

describe.concurrent('a storyboard', () => {
  test('keeps all videos except the failed one, which the next run pays for', async ({
    expect,
  }) => {
    const scenario = await openBoard(board, {
      faults: [
        { kind: 'refused', on: 'submit', code: 1201, message: 'Invalid parameters', skip: 1 },
      ],
    });

    const first = await scenario.run({ concurrency: '1' });
    const second = await scenario.run();

    expect(first.run.exitCode).toBe(1);
    expect(outcomes(first.run.outputs.videos)).toEqual([
      ['teaser', 'rendered', 120],
      ['tour', 'failed', 0],
      ['credits', 'rendered', 162],
    ]);
    expect(first.filesLeft.filter((path) => path.endsWith('.mp4'))).toHaveLength(2);
    expect(second.run.exitCode).toBe(0);
    expect(outcomes(second.run.outputs.videos)).toEqual([
      ['teaser', 'reused', 0],
      ['tour', 'rendered', 120],
      ['credits', 'reused', 0],
    ]);
    expect(second.run.outputs).toMatchObject({ status: 'rendered', credits: '120' });
    expect(second.submissions).toHaveLength(1);
    expect(second.chargedCredits).toBe(402);
    // Downloads and submissions overtake one another, so the log has no order of its own.
    await expect(first.run.summary).toMatchFileSnapshot('transcripts/storyboard-partial.md');
    await expect(writeTranscript(second)).toMatchFileSnapshot('transcripts/storyboard-again.txt');
    await scenario.close();
  });

  test('counts only new credits against the limit, for all videos before the first is sent', async ({
    expect,
  }) => {
    const scenario = await openBoard(board);

    const refused = await scenario.run({ 'max-credits': '401' });
    const planned = await scenario.run({ 'dry-run': 'true' });
    const rendered = await scenario.run({ 'max-credits': '402' });
    await scenario.change(board.replace('Names on a wall', 'Names on a door'));
    const changed = await scenario.run({ 'max-credits': '162' });

    expect(refused.run).toMatchObject({ exitCode: 1, outputs: { 'estimated-credits': '402' } });
    expect(refused.requests).toEqual([]);
    expect(planned.run.outputs).toMatchObject({ status: 'planned', 'cost-usd': '4.02' });
    expect(planned.requests).toEqual([]);
    expect(rendered.run.outputs).toMatchObject({ status: 'rendered', credits: '402' });
    expect(changed.run.outputs).toMatchObject({ status: 'rendered', credits: '162' });
    expect(changed.chargedCredits).toBe(564);
    await expect(writeTranscript(planned)).toMatchFileSnapshot('transcripts/storyboard-plan.txt');
    await scenario.close();
  });

  test('that is not waited for is collected by a later run', async ({ expect }) => {
    const scenario = await openBoard(board, { speed: 1 });

    const submitted = await scenario.run({ wait: 'false', concurrency: '1' });
    for (const { id } of scenario.sandbox.tasks()) scenario.sandbox.finish(id);
    const collected = await scenario.run();

    expect(submitted.run).toMatchObject({ exitCode: 0, outputs: { status: 'submitted' } });
    expect(submitted.run.outputs['task-id']).not.toBe('');
    expect(submitted.filesLeft).toEqual(['board.yml']);
    expect(collected.run).toMatchObject({
      exitCode: 0,
      outputs: { status: 'resumed', credits: '0' },
    });
    expect(collected.filesLeft).toHaveLength(4);
    expect(collected.submissions).toEqual([]);
    expect(collected.chargedCredits).toBe(402);
    await expect(writeTranscript(submitted)).toMatchFileSnapshot('transcripts/not-waited.txt');
    await scenario.close();
  });

  test('pays once for two videos of one content', async ({ expect }) => {
    const scenario = await openBoard(`
defaults: { prompt: A fox in the snow, duration: 3, sound: false }
videos: [{ name: one }, { name: two }]
`);

    const { chargedCredits, filesLeft, run, submissions } = await scenario.run({
      'max-credits': '120',
    });

    expect(run).toMatchObject({ exitCode: 0, outputs: { credits: '120', status: 'rendered' } });
    expect(submissions).toHaveLength(1);
    expect(chargedCredits).toBe(120);
    expect(filesLeft.filter((path) => path.endsWith('.mp4'))).toHaveLength(2);
    await scenario.close();
  });

  test('with issues names them all by line, and sends nothing', async ({ expect }) => {
    const scenario = await openBoard(`videos:
  - promt: A fox
  - prompt: "{{ release.tga }}"
    duration: 99
`);

    const result = await scenario.run({ prompt: 'A fox', concurrency: '0', vars: 'x' });

    expect(result.run.exitCode).toBe(1);
    expect(result.requests).toEqual([]);
    await expect(writeTranscript(result)).toMatchFileSnapshot('transcripts/storyboard-issues.txt');
    await scenario.close();
  });
});
