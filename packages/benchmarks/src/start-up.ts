import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'rolldown';
import { median } from './median.ts';

const runs = 15;

const dist = fileURLToPath(new URL('../../action/dist', import.meta.url));

/**
 * Starts an empty program, one that only has @actions/core, the built Action for a dry run, and its
 * post step, in rotation. The ratio is to the second.
 */
export async function measureStartUp() {
  const folder = mkdtempSync(join(tmpdir(), 'kling-bench-'));
  const programs = [
    { name: 'an empty program', path: join(folder, 'empty.mjs'), times: [] as number[] },
    { name: 'only @actions/core', path: join(folder, 'toolkit.mjs'), times: [] as number[] },
    { name: 'the Action, dry run', path: join(dist, 'main.mjs'), times: [] as number[] },
    { name: 'its post step', path: join(dist, 'post.mjs'), times: [] as number[] },
  ];
  writeFileSync(join(folder, 'empty.mjs'), '');
  await bundleToolkit(join(folder, 'toolkit.mjs'));
  for (let run = 0; run < runs; run += 1) {
    for (const { path, times } of programs) times.push(startOnce(path, folder));
  }
  const rows = programs.map(({ name, path, times }) => ({
    program: name,
    'median ms': median(times).toFixed(0),
    ratio: (median(times) / median(programs[1]?.times ?? [])).toFixed(2),
    'kB to load': (loadedBytes(path) / 1000).toFixed(0),
  }));
  rmSync(folder, { recursive: true });
  return rows;
}

/** What any action loads that reads an input and writes an output and a summary. */
async function bundleToolkit(file: string): Promise<void> {
  await build({
    input: fileURLToPath(new URL('only-toolkit.ts', import.meta.url)),
    platform: 'node',
    output: { file, format: 'esm', minify: true },
  });
}

/** Milliseconds from the start to the end of a program. */
function startOnce(path: string, folder: string): number {
  const commands = join(folder, 'commands');
  writeFileSync(commands, '');
  const started = performance.now();
  const { status } = spawnSync(process.execPath, [path], {
    cwd: folder,
    env: {
      PATH: process.env.PATH ?? '',
      'INPUT_DRY-RUN': 'true',
      INPUT_PROMPT: 'A lighthouse at dawn',
      GITHUB_OUTPUT: commands,
      GITHUB_STATE: commands,
      GITHUB_STEP_SUMMARY: commands,
    },
  });
  if (status !== 0) throw new Error(`${path} ended with code ${status}.`);
  return performance.now() - started;
}

/** The bytes of a module and of everything that it imports statically. */
function loadedBytes(path: string, seen = new Set<string>()): number {
  if (seen.has(path)) return 0;
  seen.add(path);
  const source = readFileSync(path, 'utf8');
  const imports = source.matchAll(/(?:from|import)\s*["'](\.\/[\w.-]+\.mjs)["']/g);
  return [...imports].reduce(
    (bytes, [, part = '']) => bytes + loadedBytes(join(dirname(path), part), seen),
    Buffer.byteLength(source),
  );
}
