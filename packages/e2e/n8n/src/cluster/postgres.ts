import { execFileSync } from 'node:child_process';
import { chownSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findPostgresPrograms } from '../installation/debian-packages.ts';
import { type Child, startChild } from '../process/child.ts';
import { until } from '../process/until.ts';

/** A Postgres of our own on loopback, with a data folder of its own. */
export interface Postgres {
  readonly child: Child;
  readonly environment: NodeJS.ProcessEnv;
  end(): Promise<void>;
}

export async function startPostgres(port: number): Promise<Postgres> {
  const programs = findPostgresPrograms();
  if (programs === undefined) throw new Error('Install Debian’s package postgresql.');
  const user = chooseUser();
  const directory = mkdtempSync(join(tmpdir(), 'kling-postgres-'));
  if (user !== undefined) chownSync(directory, user.uid, user.gid);
  const data = join(directory, 'data');
  const environment = { PATH: process.env.PATH, LANG: 'C.UTF-8' };
  execFileSync(
    join(programs, 'initdb'),
    ['--pgdata', data, '--username', 'n8n', '--auth', 'trust', '--encoding', 'UTF8', '--no-sync'],
    { env: environment, cwd: directory, stdio: 'ignore', ...user },
  );
  const child = startChild(
    join(programs, 'postgres'),
    ['-D', data, '-h', '127.0.0.1', '-p', String(port), '-k', directory, '-c', 'fsync=off'],
    // SIGINT is Postgres's "fast" shutdown: it does not wait for clients to leave.
    { environment, directory, user, stopSignal: 'SIGINT' },
  );
  await until('Postgres is ready', () => child.output().includes('ready to accept connections'), {
    explain: child.output,
  });
  return {
    child,
    environment: describeDatabase(port),
    async end() {
      await child.stop();
      rmSync(directory, { recursive: true, force: true });
    },
  };
}

/** Postgres refuses to run as root: root runs it as the user that Debian's package created. */
function chooseUser(): { readonly uid: number; readonly gid: number } | undefined {
  if (process.getuid?.() !== 0) return undefined;
  const numberOf = (flag: string) => Number(execFileSync('id', [flag, 'postgres']).toString());
  return { uid: numberOf('-u'), gid: numberOf('-g') };
}

function describeDatabase(port: number): NodeJS.ProcessEnv {
  return {
    DB_TYPE: 'postgresdb',
    DB_POSTGRESDB_HOST: '127.0.0.1',
    DB_POSTGRESDB_PORT: String(port),
    DB_POSTGRESDB_DATABASE: 'postgres',
    DB_POSTGRESDB_USER: 'n8n',
    DB_POSTGRESDB_PASSWORD: 'n8n',
    DB_POSTGRESDB_POOL_SIZE: '8',
  };
}
