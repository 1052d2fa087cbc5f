import { execFileSync } from 'node:child_process';
import { readdirSync } from 'node:fs';

/** Installs the Debian packages whose programs are missing; does nothing when all are there. */
export function installDebianPackages(print: (line: string) => void): void {
  const missing = Object.entries(programs)
    .filter(([, isThere]) => !isThere())
    .map(([name]) => name);
  if (missing.length === 0) return;
  print(`Installing Debian packages: ${missing.join(', ')}`);
  runAptGet(['update', '-qq']);
  runAptGet(['install', '-y', '-qq', '--no-install-recommends', ...missing]);
}

/** A Debian package, and whether its programs are on this machine. */
const programs: Readonly<Record<string, () => boolean>> = {
  'build-essential': () => isOnPath('make') && isOnPath('g++'),
  chromium: () => isOnPath('chromium'),
  postgresql: () => findPostgresPrograms() !== undefined,
  python3: () => isOnPath('python3'),
  'redis-server': () => isOnPath('redis-server'),
};

/** Debian keeps the programs of a Postgres server off the PATH, in a folder per version. */
export function findPostgresPrograms(): string | undefined {
  const root = '/usr/lib/postgresql';
  try {
    const newest = readdirSync(root).toSorted((one, other) => Number(other) - Number(one))[0];
    return newest === undefined ? undefined : `${root}/${newest}/bin`;
  } catch {
    return undefined;
  }
}

function isOnPath(program: string): boolean {
  try {
    execFileSync('/bin/sh', ['-c', `command -v ${program}`], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

function runAptGet(aptArguments: readonly string[]): void {
  const command = ['apt-get', ...aptArguments];
  const [program = '', ...rest] =
    process.getuid?.() === 0 ? command : ['sudo', '-n', '-E', ...command];
  execFileSync(program, rest, {
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
}
