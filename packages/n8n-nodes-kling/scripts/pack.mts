import { execFile } from 'node:child_process';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);
const packageFolder = new URL('..', import.meta.url).pathname;

/** Packs the package as it would be published, unpacks it in a folder, and names that place. */
export async function packInto(directory: string): Promise<string> {
  await pack(directory);
  const tarball = (await readdir(directory)).find((name) => name.endsWith('.tgz'));
  if (tarball === undefined) throw new Error('Nothing was packed.');
  await run('tar', ['-xzf', tarball], { cwd: directory });
  return join(directory, 'package');
}

/** pnpm writes versions in the place of `workspace:` and `catalog:`; npm packs the same files. */
async function pack(directory: string): Promise<void> {
  const options = { cwd: packageFolder };
  try {
    await run('pnpm', ['pack', '--pack-destination', directory], options);
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ENOENT')) throw error;
    await run('npm', ['pack', '--silent', '--pack-destination', directory], options);
  }
}
