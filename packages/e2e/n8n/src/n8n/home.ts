import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { quietEnvironment } from './environment.ts';

/** n8n's user folder: database, settings, installed nodes, binary data. */
export interface Home {
  readonly directory: string;
  readonly environment: NodeJS.ProcessEnv;
  remove(): void;
}

/** Makes an empty home, or a copy of another one, in the system's folder for temporary files. */
export function createHome(templateDirectory?: string): Home {
  const directory = mkdtempSync(join(tmpdir(), 'kling-n8n-'));
  if (templateDirectory !== undefined) cpSync(templateDirectory, directory, { recursive: true });
  return homeAt(directory);
}

export function homeAt(directory: string): Home {
  return {
    directory,
    // Nothing else from the developer's shell: no proxy, no key, no n8n setting.
    environment: {
      PATH: process.env.PATH,
      LANG: 'C.UTF-8',
      HOME: directory,
      N8N_USER_FOLDER: directory,
      ...quietEnvironment,
    },
    remove: () => rmSync(directory, { recursive: true, force: true, maxRetries: 5 }),
  };
}
