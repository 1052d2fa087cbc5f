import { describe, test } from 'vitest';
import { runScenario } from './scenario.ts';
import { writeTranscript } from './transcript.ts';

const hostile = [
  '::add-mask::lighthouse',
  '::stop-commands::pwned',
  '##[error]from the prompt',
  '::set-output name=status::hacked',
  '\u001b[31mred\u001b[0m\r::error::after a carriage return',
  '#\u200b#[warning]invisible',
  '<img src=x onerror=alert(1)> | [link](https://evil.example) @octocat',
  'https://user:password@media.example/a.mp4?signature=5ecret',
].join('\n');

describe.concurrent('text that looks like commands', () => {
  test('stays text when it comes in the prompt', async ({ expect }) => {
    const result = await runScenario({ inputs: { prompt: `A fox\n${hostile}` } });
    const { run } = result;

    expect(run.exitCode).toBe(0);
    expect(commandNames(run)).toEqual(['add-mask', 'group', 'endgroup']);
    expect(run.outputs.status).toBe('rendered');
    expect(run.summary).not.toMatch(/<img|\]\(|@octocat/);
    expect(`${run.log}${run.summary}`).not.toMatch(/5ecret|password@/);
    await expect(writeTranscript(result)).toMatchFileSnapshot('transcripts/hostile-prompt.txt');
  });

  test('stays text when it comes from the API', async ({ expect }) => {
    const { run } = await runScenario({
      sandbox: { faults: [{ kind: 'refused', on: 'submit', message: hostile }] },
      inputs: { prompt: 'A fox' },
    });

    expect(run.exitCode).toBe(1);
    expect(commandNames(run)).toEqual(['add-mask', 'error']);
    expect(run.summary).not.toMatch(/<img|\]\(|@octocat/);
  });

  test('stays text when it is a status', async ({ expect }) => {
    const { run } = await runScenario({
      sandbox: { faults: [{ kind: 'unknown-status', on: 'read', word: hostile }] },
      inputs: { prompt: 'A fox' },
    });

    expect(run.exitCode).toBe(0);
    expect(commandNames(run)).toEqual(['add-mask', 'group', 'endgroup']);
  });

  test('is cut to one short line, however long it is', async ({ expect }) => {
    const { run } = await runScenario({
      inputs: { prompt: 'x'.repeat(100_000), duration: `${'9'.repeat(100_000)}` },
    });

    expect(run.exitCode).toBe(1);
    expect(Math.max(...run.rawStdout.split('\n').map((line) => line.length))).toBeLessThan(5000);
    expect(run.summary.length).toBeLessThan(10_000);
  });
});

function commandNames({ commands }: { commands: readonly { readonly name: string }[] }) {
  return commands.map(({ name }) => name);
}
