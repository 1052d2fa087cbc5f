import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { createActionsCoreHost } from './actions-core-host.ts';

test('inputs leave the environment, and are read as the runner passes them', () => {
  const environment = {
    PATH: '/usr/bin',
    'INPUT_API-KEY': ' aio_1 ',
    'INPUT_GITHUB-TOKEN': 'ghs_1',
    INPUT_DRY_RUN: 'true',
    INPUT_IMAGE: '',
  };

  const host = createActionsCoreHost(environment);

  expect(environment).toEqual({ PATH: '/usr/bin' });
  expect(host.inputNames).toEqual(['api-key', 'github-token', 'dry_run', 'image']);
  expect(host.readInput('api-key')).toBe('aio_1');
  expect(host.readInput('image')).toBe('');
  expect(host.readInput('prompt')).toBe('');
});

test('outputs replace those before, and no value can set another output', async () => {
  const directory = await mkdtemp(join(tmpdir(), 'outputs-'));
  onTestFinished(() => rm(directory, { recursive: true }));
  const path = join(directory, 'output');
  const host = createActionsCoreHost({ GITHUB_OUTPUT: path });

  host.writeOutputs({ status: 'planned', videos: '[]' });
  host.writeOutputs({ status: 'rendered', videos: 'a\nstatus=failed\nb' });

  const [, delimiter = ''] = /^status<<(.+)$/m.exec(await readFile(path, 'utf8')) ?? [];
  const text = (await readFile(path, 'utf8')).replaceAll(/delimiter_[0-9a-f-]{36}/g, 'END');
  expect(delimiter).toMatch(/^delimiter_[0-9a-f-]{36}$/);
  expect(text).toBe('status<<END\nrendered\nEND\nvideos<<END\na\nstatus=failed\nb\nEND\n');
  expect(await readdir(directory)).toEqual(['output']);
});
