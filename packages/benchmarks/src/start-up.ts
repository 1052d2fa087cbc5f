import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const runs = 15;

/** Starts the built Action for a dry run, beside an empty program, in turn. */
export async function measureStartUp() {
  const folder = mkdtempSync(join(tmpdir(), 'kling-bench-'));
  const empty = join(folder, 'empty.mjs');
  const file = join(folder, 'commands');
  writeFileSync(empty, '');
  const main = fileURLToPath(new URL('../../action/dist/main.mjs', import.meta.url));
  const environment = {
    PATH: process.env.PATH ?? '',
    'INPUT_DRY-RUN': 'true',
    INPUT_PROMPT: 'A lighthouse at dawn',
    ...Object.fromEntries(
      ['OUTPUT', 'STATE', 'STEP_SUMMARY'].map((name) => [`GITHUB_${name}`, file]),
    ),
  };

  const times: Record<string, number[]> = { [empty]: [], [main]: [] };
  for (let run = 0; run < runs; run += 1) {
    for (const program of [empty, main]) {
      writeFileSync(file, '');
      const started = performance.now();
      const { status } = spawnSync(process.execPath, [program], { env: environment, cwd: folder });
      if (status !== 0) throw new Error(`${program} ended with code ${status}.`);
      times[program]?.push(performance.now() - started);
    }
  }
  rmSync(folder, { recursive: true });

  const baseline = median(times[empty] ?? []);
  return [
    ['an empty program', empty, 0],
    ['the Action, dry run', main, statSync(main).size],
  ].map(([program, path, bytes]) => ({
    program: String(program),
    'median ms': median(times[String(path)] ?? []).toFixed(0),
    ratio: (median(times[String(path)] ?? []) / baseline).toFixed(1),
    'kB to load': (Number(bytes) / 1000).toFixed(0),
  }));
}

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
}
