import { execFile } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { stripTypeScriptTypes } from 'node:module';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { ReadmeProgram } from './readme-programs.ts';

/** Where and how a program runs. */
export interface ProgramOptions {
  /** The working folder, made by `makeProgramFolder`. */
  readonly folder: string;
  readonly apiUrl: string;
  readonly apiKey: string;
  readonly arguments: readonly string[];
}

/** A program that has ended. */
export interface ProgramRun {
  readonly exitCode: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs a program in a process of its own, on the sources of core, against the API at `apiUrl`. */
export async function runProgram(
  { code }: ReadmeProgram,
  options: ProgramOptions,
): Promise<ProgramRun> {
  const { apiKey, apiUrl, folder } = options;
  const coreNode = new URL('core-node-for-programs.ts', import.meta.url).href;
  const script = stripTypeScriptTypes(code)
    .replaceAll('@kling-automation/core/node', coreNode)
    .replaceAll('https://apiin.one', apiUrl);
  const file = join(folder, 'program.mjs');
  await writeFile(file, script);
  const flags = ['--conditions=dev', '--disable-warning=ExperimentalWarning'];
  return await promisify(execFile)(process.execPath, [...flags, file, ...options.arguments], {
    cwd: folder,
    env: { API_IN_ONE_KEY: apiKey, KLING_PROGRAM_API: apiUrl },
  }).then(
    ({ stderr, stdout }) => ({ exitCode: 0, stdout, stderr }),
    ({ code: exitCode, stderr, stdout }) => ({ exitCode, stdout, stderr }),
  );
}
