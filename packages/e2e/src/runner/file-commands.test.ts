import { appendFile, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createFileCommands, type FileVariable } from './file-commands.ts';
import { createSecretMasker } from './secret-masker.ts';

describe('the files of a step', () => {
  let temporary: string;
  beforeAll(async () => {
    temporary = await mkdtemp(join(tmpdir(), 'file-commands-'));
  });
  afterAll(() => rm(temporary, { recursive: true }));

  async function run(written: Partial<Record<FileVariable, string>>) {
    const files = await createFileCommands(temporary);
    const { GITHUB_ENV, GITHUB_OUTPUT, GITHUB_PATH, GITHUB_STATE, GITHUB_STEP_SUMMARY } = written;
    await appendFile(files.environment.GITHUB_ENV, GITHUB_ENV ?? '');
    await appendFile(files.environment.GITHUB_OUTPUT, GITHUB_OUTPUT ?? '');
    await appendFile(files.environment.GITHUB_PATH, GITHUB_PATH ?? '');
    await appendFile(files.environment.GITHUB_STATE, GITHUB_STATE ?? '');
    await appendFile(files.environment.GITHUB_STEP_SUMMARY, GITHUB_STEP_SUMMARY ?? '');
    return files.read(createSecretMasker(['aio_secret']));
  }

  test('are fresh and empty for each step', async () => {
    const first = await createFileCommands(temporary);
    const second = await createFileCommands(temporary);
    const path = second.environment.GITHUB_OUTPUT;

    expect(path).not.toBe(first.environment.GITHUB_OUTPUT);
    expect(await readFile(path, 'utf8')).toBe('');
  });

  test('hold outputs, state, environment, paths and summary', async () => {
    const results = await run({
      GITHUB_OUTPUT: 'status=rendered\n',
      GITHUB_STATE: 'task-id<<E\ntask_1\nE\n',
      GITHUB_ENV: 'KLING=1\n',
      GITHUB_PATH: '/opt/kling\n',
      GITHUB_STEP_SUMMARY: '# Videos\n',
    });

    expect(results).toMatchObject({
      outputs: { status: 'rendered' },
      state: { 'task-id': 'task_1' },
      environmentChanges: { KLING: '1' },
      addedPaths: ['/opt/kling'],
      summary: '# Videos\n',
      issues: [],
    });
  });

  test('fail the step if the syntax is broken, and the other files still count', async () => {
    const results = await run({ GITHUB_OUTPUT: 'nonsense', GITHUB_STATE: 'a=1' });

    expect(results.issues).toEqual([
      {
        message:
          "Unable to process file command 'GITHUB_OUTPUT' successfully. Invalid format 'nonsense'",
        failsStep: true,
      },
    ]);
    expect(results.state).toEqual({ a: '1' });
  });

  test('may not set NODE_OPTIONS', async () => {
    const results = await run({ GITHUB_ENV: 'NODE_OPTIONS=--require=/tmp/evil.js\n' });

    expect(results.environmentChanges).toEqual({});
    expect(results.issues[0]?.failsStep).toBe(true);
  });

  test('hide secrets in the summary', async () => {
    expect((await run({ GITHUB_STEP_SUMMARY: 'key aio_secret' })).summary).toBe('key ***');
  });

  test('hold a summary of at most 1 MiB', async () => {
    const largest = await run({ GITHUB_STEP_SUMMARY: 'x'.repeat(1024 * 1024) });
    const tooLarge = await run({ GITHUB_STEP_SUMMARY: 'x'.repeat(1024 * 1024 + 1) });

    expect(largest.issues).toEqual([]);
    expect(tooLarge.summary).toBe('');
    expect(tooLarge.issues[0]?.message).toContain('1024k');
  });
});
