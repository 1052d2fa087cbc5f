import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createLineWatcher } from '../testing/line-watcher.ts';
import { type ActionRunOptions, runAction, startAction } from './run-action.ts';

const actionYaml = `
name: Probe
inputs:
  api-key: { description: A hyphenated name }
  mode: { description: With a default, default: std }
  two words: { description: With a blank }
runs: { using: node24, main: main.mjs, post: post.mjs }
`;

const postScript = `
  process.stdout.write('post of ' + process.env['STATE_task-id'] + '\\n');
`;

describe('an action in the runner', () => {
  let directory: string;
  beforeAll(async () => {
    directory = await mkdtemp(join(tmpdir(), 'run-action-'));
  });
  afterAll(() => rm(directory, { recursive: true }));

  async function write(name: string, mainScript: string): Promise<string> {
    const actionDirectory = join(directory, name);
    await mkdir(actionDirectory, { recursive: true });
    await writeFile(join(actionDirectory, 'action.yml'), actionYaml);
    await writeFile(join(actionDirectory, 'post.mjs'), postScript);
    await writeFile(
      join(actionDirectory, 'main.mjs'),
      `import { appendFileSync } from 'node:fs';
       const append = (name, text) => appendFileSync(process.env[name], text);
       ${mainScript}`,
    );
    return actionDirectory;
  }

  async function run(name: string, script: string, options: Partial<ActionRunOptions> = {}) {
    const actionDirectory = await write(name, script);
    const result = await runAction({ actionDirectory, ...options });
    await result.remove();
    return result;
  }

  test('sees a clean environment with its inputs and defaults', async () => {
    const result = await run('environment', 'console.log(JSON.stringify(process.env));', {
      inputs: { 'api-key': 'aio_1', 'two words': 'yes' },
      environment: { EXTRA: 'given' },
      event: { name: 'release', payload: { action: 'published' } },
    });
    const environment: Record<string, string> = JSON.parse(result.rawStdout);

    expect(environment).toMatchObject({
      'INPUT_API-KEY': 'aio_1',
      INPUT_MODE: 'std',
      INPUT_TWO_WORDS: 'yes',
      EXTRA: 'given',
      CI: 'true',
      GITHUB_ACTIONS: 'true',
      GITHUB_EVENT_NAME: 'release',
      GITHUB_REPOSITORY: 'octo-org/demo',
    });
    expect(Object.keys(environment).filter((name) => /^(npm|pnpm|VITEST|NODE)/.test(name))).toEqual(
      [],
    );
  });

  test('gives outputs, state and summary, and its post script sees the state', async () => {
    const result = await run(
      'results',
      `append('GITHUB_OUTPUT', 'status=rendered\\n');
       append('GITHUB_STATE', 'task-id=task_1\\n');
       append('GITHUB_STEP_SUMMARY', '# Done\\n');
       console.log('::group::Work'); console.error('::warning::From stderr.');`,
    );

    expect(result).toMatchObject({
      exitCode: 0,
      conclusion: 'success',
      outputs: { status: 'rendered' },
      summary: '# Done\n',
      annotations: [{ level: 'warning', message: 'From stderr.' }],
    });
    expect(result.post?.log).toBe('post of task_1\n');
  });

  test('is shown without its secrets from the moment it masks them', async () => {
    const result = await run('mask', `console.log('::add-mask::aio_1\\naio_1');`);

    expect(result.log).toBe('***\n');
    expect(result.masks).toEqual(['aio_1']);
  });

  test('is warned of inputs it does not declare', async () => {
    const result = await run('unexpected', '', { inputs: { promt: 'typo' } });

    expect(result.annotations[0]?.message).toBe(
      "Unexpected input(s) 'promt', valid inputs are ['api-key', 'mode', 'two words']",
    );
  });

  test('fails when it writes an output the runner cannot read', async () => {
    const result = await run('broken-output', `append('GITHUB_OUTPUT', 'nonsense');`);

    expect(result).toMatchObject({ exitCode: 1, conclusion: 'failure' });
  });

  /** Cancels at the line `ready`; each pause of the runner ends with the line that names the signal. */
  async function cancelWhenReady(name: string, script: string) {
    const actionDirectory = await write(name, script);
    const lines = createLineWatcher();
    const running = startAction({
      actionDirectory,
      cancellationPauses: {
        afterInterrupt: () => lines.next('SIGINT'),
        afterTerminate: () => lines.next('SIGTERM'),
      },
      onOutput(line) {
        if (line === 'ready') running.cancel();
        lines.add(line);
      },
    });
    const result = await running.finished;
    await result.remove();
    return result;
  }

  test('may use the time after SIGINT, and what it wrote counts', async () => {
    const result = await cancelWhenReady(
      'polite',
      `setInterval(() => {}, 1000);
       process.on('SIGINT', () => { append('GITHUB_STATE', 'task-id=task_2\\n'); process.exit(130); });
       console.log('ready');`,
    );

    expect(result).toMatchObject({ exitCode: 130, signal: undefined, conclusion: 'cancelled' });
    expect(result.post?.log).toBe('post of task_2\n');
  });

  test('gets SIGTERM when it ignores SIGINT', async () => {
    const result = await cancelWhenReady(
      'slow',
      `setInterval(() => {}, 1000);
       process.on('SIGINT', console.log);
       console.log('ready');`,
    );

    expect(result).toMatchObject({ exitCode: 143, signal: 'SIGTERM' });
  });

  test('is killed with its children when it ignores SIGTERM too', async () => {
    const result = await cancelWhenReady(
      'stubborn',
      `import { spawn } from 'node:child_process';
       spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], { stdio: 'inherit' });
       setInterval(() => {}, 1000);
       for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, console.log);
       console.log('ready');`,
    );

    expect(result).toMatchObject({ exitCode: 137, signal: 'SIGKILL', conclusion: 'cancelled' });
  });
});
