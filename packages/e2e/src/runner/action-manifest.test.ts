import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readActionManifest } from './action-manifest.ts';

describe('action.yml', () => {
  let directory: string;
  beforeAll(async () => {
    directory = await mkdtemp(join(tmpdir(), 'action-manifest-'));
  });
  afterAll(() => rm(directory, { recursive: true }));

  async function read(yaml: string) {
    await writeFile(join(directory, 'action.yml'), yaml);
    return readActionManifest(directory);
  }

  test('has inputs with their defaults as text, outputs and scripts', async () => {
    const manifest = await read(`
      name: Probe
      inputs:
        api-key: { description: The key }
        sound: { description: A boolean, default: true }
        duration: { description: A number, default: 5 }
      outputs: { status: { description: How it went } }
      runs: { using: node24, main: main.mjs }
    `);

    expect(manifest).toEqual({
      name: 'Probe',
      inputs: new Map([
        ['api-key', undefined],
        ['sound', 'true'],
        ['duration', '5'],
      ]),
      outputs: ['status'],
      using: 'node24',
      main: 'main.mjs',
      post: undefined,
    });
  });

  test.each([
    ['has nothing in it', ''],
    ['runs nothing', 'name: Probe'],
    ['names no main script', '{ name: Probe, runs: { using: node24 } }'],
  ])('is refused when it %s', async (_issue, yaml) => {
    await expect(read(yaml)).rejects.toThrow(/is not a (mapping|text)/);
  });
});
