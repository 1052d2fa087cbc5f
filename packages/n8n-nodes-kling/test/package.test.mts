import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { packInto } from '../scripts/pack.mts';

let folder: string;
let unpacked: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'kling-pack-'));
  unpacked = await packInto(folder);
});

afterAll(() => rm(folder, { recursive: true }));

describe('the packed package', () => {
  test('holds what n8n loads, and nothing else', async () => {
    const files = await readdir(unpacked, { recursive: true, withFileTypes: true });
    const names = files
      .filter((file) => file.isFile())
      .map(({ name, parentPath }) => join(parentPath, name).slice(unpacked.length + 1));

    expect(names.sort()).toEqual([
      'LICENSE',
      'README.md',
      'dist/credentials/ApiInOneApi.credentials.js',
      'dist/icons/kling.dark.svg',
      'dist/icons/kling.svg',
      'dist/nodes/Kling/Kling.node.js',
      'dist/nodes/Kling/Kling.node.json',
      'dist/nodes/Kling/__schema__/v1.0.0/task/download.json',
      'dist/nodes/Kling/__schema__/v1.0.0/task/get.json',
      'dist/nodes/Kling/__schema__/v1.0.0/task/wait.json',
      'dist/nodes/Kling/__schema__/v1.0.0/video/estimate.json',
      'dist/nodes/Kling/__schema__/v1.0.0/video/generate.json',
      'dist/nodes/Kling/__schema__/v1.0.0/video/submit.json',
      'dist/nodes/KlingTrigger/KlingTrigger.node.js',
      'dist/nodes/KlingTrigger/KlingTrigger.node.json',
      'dist/nodes/KlingTrigger/__schema__/v1.0.0.json',
      'dist/shared/shared.js',
      'package.json',
    ]);
  });

  test('depends on nothing at run time but what n8n provides', async () => {
    const { dependencies, peerDependencies, n8n } = await readJson('package.json');

    expect(dependencies).toBeUndefined();
    expect(peerDependencies).toEqual({ 'n8n-workflow': '*' });
    expect(n8n).toMatchObject({ n8nNodesApiVersion: 1, strict: true });
    expect(await requiredModules()).toEqual(['n8n-workflow', 'node:crypto', 'zod/v4']);
  });

  test('has no timer, no process and no console', async () => {
    const forbidden =
      /\b(setTimeout|setInterval|setImmediate|globalThis|__dirname)\b|\bprocess\.|\bconsole\./;

    expect((await bundles()).filter((code) => forbidden.test(code))).toEqual([]);
  });
});

async function bundles(): Promise<readonly string[]> {
  const files = await readdir(unpacked, { recursive: true });
  const scripts = files.filter((name) => name.endsWith('.js'));
  return Promise.all(scripts.map((name) => readFile(join(unpacked, name), 'utf8')));
}

async function requiredModules(): Promise<readonly string[]> {
  const code = (await bundles()).join('\n');
  const names = [...code.matchAll(/require\("([^."][^"]*)"\)/g)].map(([, name = '']) => name);
  return [...new Set(names)].sort();
}

async function readJson(name: string) {
  return JSON.parse(await readFile(join(unpacked, name), 'utf8'));
}
