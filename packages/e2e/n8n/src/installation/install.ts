import { execFileSync } from 'node:child_process';
import { installDebianPackages } from './debian-packages.ts';
import { packNode } from './node-package.ts';
import { ringDirectory } from './paths.ts';

// Runs before this folder has its node_modules: its imports may only import Node.js modules.

installDebianPackages(print);
print('Installing n8n by its lockfile (2.3 GB; some minutes the first time)');
installN8n();
print('Packing the node');
packNode();

/** Prints pnpm's output only when it fails: the build of SQLite alone prints 300 lines. */
function installN8n(): void {
  try {
    execFileSync('npx', ['--yes', 'pnpm@12.21.0', 'install', '--frozen-lockfile'], {
      cwd: ringDirectory,
      stdio: 'pipe',
      maxBuffer: 2 ** 26,
      // A CI variable of the environment must not change what pnpm asks or removes.
      env: { ...process.env, CI: 'true' },
    });
  } catch (error) {
    if (error instanceof Error && 'stdout' in error) process.stderr.write(String(error.stdout));
    throw error;
  }
}

function print(line: string): void {
  process.stdout.write(`${line}\n`);
}
