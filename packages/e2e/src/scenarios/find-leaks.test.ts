import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { ActionRunResult } from '../runner/run-action.ts';
import { findLeaks } from './find-leaks.ts';

const apiKey = 'aio_secret';
const signature = '0123456789abcdef0123';

const request = {
  at: '2026-11-22T00:00:00.000Z',
  method: 'GET',
  path: '/media/task_1.mp4',
  query: `?signature=${signature}&expires=1795305600`,
  headers: {},
  body: null,
  status: 200,
  fault: null,
};

describe('the search for secrets', () => {
  let directory: string;
  beforeAll(async () => {
    directory = await mkdtemp(join(tmpdir(), 'find-leaks-'));
  });
  afterAll(() => rm(directory, { recursive: true }));

  function run(changes: Partial<ActionRunResult>): ActionRunResult {
    return {
      exitCode: 0,
      signal: undefined,
      outputs: {},
      state: {},
      summary: '',
      annotations: [],
      commands: [],
      log: '',
      rawStdout: `::add-mask::${apiKey}\nhello\n`,
      rawStderr: '',
      rawFiles: {
        GITHUB_OUTPUT: '',
        GITHUB_STATE: '',
        GITHUB_ENV: '',
        GITHUB_PATH: '',
        GITHUB_STEP_SUMMARY: '',
      },
      environmentChanges: {},
      addedPaths: [],
      conclusion: 'success',
      masks: [],
      workspace: directory,
      directory,
      post: undefined,
      remove: async () => undefined,
      ...changes,
    };
  }

  const search = (changes: Partial<ActionRunResult>) =>
    findLeaks(run(changes), { apiKey, requests: [request] });

  test('accepts the key in the first line, which masks it, and the link in its output', async () => {
    const outputs = { 'video-url': `https://media.test/1.mp4?signature=${signature}` };

    expect(await search({ outputs })).toEqual([]);
  });

  test.each<[string, Partial<ActionRunResult>]>([
    ['main: stdout', { rawStdout: `hello\n::add-mask::${apiKey}\n` }],
    ['main: stdout', { rawStdout: `::add-mask::${apiKey}\n${apiKey}\n` }],
    ['main: stderr', { rawStderr: `Bearer ${apiKey}` }],
    ['main: log', { log: `https://media.test/1.mp4?signature=${signature}` }],
    ['main: summary', { summary: signature }],
    ['main: outputs', { outputs: { videos: `[{"url":"?signature=${signature}"}]` } }],
    ['main: state', { state: { key: apiKey } }],
    ['main: environment', { environmentChanges: { KEY: apiKey } }],
    ['post: log', { post: run({ log: apiKey }) }],
  ])('finds a secret in %s', async (place, changes) => {
    expect(await search(changes)).toEqual([place]);
  });

  test('finds a secret in a file', async () => {
    const path = join(directory, 'debug.log');
    await writeFile(path, `authorization: Bearer ${apiKey}`);

    const leaks = await search({});
    await rm(path);

    expect(leaks).toEqual([path]);
  });
});
