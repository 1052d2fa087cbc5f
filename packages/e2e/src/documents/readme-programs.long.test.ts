import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { startSandbox } from '@kling-automation/sandbox';
import { describe, expect, onTestFinished, test } from 'vitest';
import { checkPrograms } from './check-programs.ts';
import { findCodeBlocks } from './code-blocks.ts';
import { makeProgramFolder } from './program-folder.ts';
import { type ReadmeProgram, readPrograms } from './readme-programs.ts';
import { runProgram } from './run-program.ts';
import { readSitePages } from './site-pages.ts';

describe('the programs of a README or a page', () => {
  test('are all listed here', async () => {
    const blocks = (await readSitePages()).flatMap(findCodeBlocks);

    expect(blocks.filter(({ language }) => language === 'ts')).toHaveLength(5);
  });

  test.each([
    { path: 'README.md', count: 1 },
    { path: 'packages/core/README.md', count: 8 },
    { path: 'docs/about/pricing.md', count: 1 },
    { path: 'docs/guides/own-host.md', count: 2 },
    { path: 'docs/start/program.md', count: 2 },
  ])('compile: $path', async ({ count, path }) => {
    const programs = await readPrograms(path);

    expect(programs).toHaveLength(count);
    expect(await checkPrograms(programs)).toBe('');
  });

  test('do not compile with an option that does not exist', async () => {
    const code = `import { createPollSchedule } from '@kling-automation/core';
createPollSchedule({ targetLag: 1 });\n`;

    expect(await checkPrograms([{ title: 'Wrong', code }])).toContain("'targetLag' does not exist");
  });
});

const corePrograms = await readPrograms('packages/core/README.md');

function program(title: string): ReadmeProgram {
  const found = corePrograms.find((each) => each.title === title);
  if (found === undefined) throw new Error(`The README of core has no program "${title}".`);
  return found;
}

/** A sandbox whose tasks end at once, and a folder to run programs in. */
async function setUp() {
  const sandbox = await startSandbox({ speed: Number.POSITIVE_INFINITY });
  onTestFinished(() => sandbox.close());
  const folder = await makeProgramFolder();
  const { apiKey, url: apiUrl } = sandbox;
  return {
    sandbox,
    run: (toRun: ReadmeProgram, ...programArguments: readonly string[]) =>
      runProgram(toRun, { folder, apiUrl, apiKey, arguments: programArguments }),
    chargedCredits: () => 10_000 - sandbox.account().balance,
    sizeOf: async (name: string) => (await readFile(join(folder, name))).length,
    async submit() {
      await fetch(`${apiUrl}/api/v1/videos/generations`, {
        method: 'POST',
        headers: { authorization: `Bearer ${apiKey}`, 'content-type': 'application/json' },
        body: JSON.stringify({ model: 'kling-3', prompt: 'A lighthouse at dawn' }),
      });
      return sandbox.tasks()[0]?.id ?? '';
    },
  };
}

describe("a program of core's README", () => {
  test('renders one video for 432 credits', async () => {
    const { chargedCredits, run, sandbox, sizeOf } = await setUp();

    const { exitCode, stderr, stdout } = await run(program('One video'));

    const [taskId, bytes] = [sandbox.tasks()[0]?.id, await sizeOf('lighthouse.mp4')];
    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' });
    expect(stdout).toBe(`Paid for task ${taskId}.\nWrote lighthouse.mp4, ${bytes} bytes.\n`);
    expect(bytes).toBeGreaterThan(10_000);
    expect(chargedCredits()).toBe(432);
  });

  test('renders many videos within the limit', async () => {
    const { chargedCredits, run } = await setUp();

    const { stderr, stdout } = await run(program('Many videos with a limit'));

    expect(stderr).toBe('');
    expect(stdout.split('\n')).toEqual([
      'Wrote lighthouse-1.mp4, paid 200 credits.',
      'Wrote lighthouse-2.mp4, paid 200 credits.',
      'Wrote lighthouse-3.mp4, paid 200 credits.',
      '',
    ]);
    expect(chargedCredits()).toBe(600);
  });

  test('pays for nothing when the limit is too low for all videos', async () => {
    const { chargedCredits, run } = await setUp();
    const { code, title } = program('Many videos with a limit');

    const { exitCode, stderr } = await run({ title, code: code.replace('600', '599') });

    expect(exitCode).toBe(1);
    expect(stderr).toContain('BudgetExceededError');
    expect(chargedCredits()).toBe(0);
  });

  test('computes a price without a request', async () => {
    const { run, sandbox } = await setUp();

    const { stdout } = await run(program('Price only'));

    expect(stdout).toBe('10 s: 800 credits, about $8.\n');
    expect(sandbox.requests()).toEqual([]);
  });

  test('reads the rows of a table', async () => {
    const { run, sandbox } = await setUp();

    const { stderr, stdout } = await run(program('Values from a table'));

    expect(stderr).toBe('');
    expect(stdout.split('\n')).toEqual([
      'pro, 8 s, silent',
      'std, 7 s, with sound',
      'There is no field "durration". Did you mean "duration"?',
      '',
    ]);
    expect(sandbox.requests()).toEqual([]);
  });

  test('resumes a task by its id without paying', async () => {
    const { chargedCredits, run, sizeOf, submit } = await setUp();
    const taskId = await submit();

    const { stderr, stdout } = await run(program('Resume by task id'), taskId);

    expect(stderr).toBe('');
    expect(stdout).toBe('Wrote resumed.mp4.\n');
    expect(await sizeOf('resumed.mp4')).toBeGreaterThan(10_000);
    expect(chargedCredits()).toBe(300);
  });

  test('pays once when it runs twice with a ledger', async () => {
    const { chargedCredits, run } = await setUp();

    const first = await run(program('Pay once across runs and crashes'));
    const second = await run(program('Pay once across runs and crashes'));

    expect(first.stdout).toMatch(/^rendered: http:\/\/127\.0\.0\.1:\d+\/media\//);
    expect(second.stdout).toMatch(/^reused: http:\/\/127\.0\.0\.1:\d+\/media\//);
    expect(chargedCredits()).toBe(300);
  });

  test('finds a lost submission again when a callback names its task', async () => {
    const { chargedCredits, run, sandbox } = await setUp();
    sandbox.inject({ kind: 'reset', on: 'submit', when: 'after' });

    const lost = await run(program('Pay once across runs and crashes'));
    const taskId = sandbox.tasks()[0]?.id;
    const callback = JSON.stringify({ data: { task_id: taskId, status: 'SUCCESS' } });
    const named = await run(program('A callback names a lost task'), callback);
    const found = await run(program('Pay once across runs and crashes'));

    expect(lost.stderr).toContain('AmbiguousSubmissionError');
    expect(named.stdout).toBe(`${taskId}: adopted\n`);
    expect(found.stdout).toMatch(/^resumed: http:/);
    expect(chargedCredits()).toBe(300);
  });

  test('reads a task through its own transport', async () => {
    const { run, submit } = await setUp();
    const taskId = await submit();

    const { stderr, stdout } = await run(program('Your own transport'), taskId);

    expect(stderr).toBe('');
    expect(stdout).toBe('succeeded\n');
  });
});
