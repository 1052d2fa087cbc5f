import { execFile } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { makeProgramFolder } from './program-folder.ts';
import type { ReadmeProgram } from './readme-programs.ts';
import { repositoryRoot } from './repository-documents.ts';

/**
 * Checks the types of programs against the sources of core, as strictly as this repository's own.
 *
 * @returns what the compiler reports; an empty text when nothing is wrong.
 */
export async function checkPrograms(programs: readonly ReadmeProgram[]): Promise<string> {
  const folder = await makeProgramFolder();
  const files = programs.map(({ title }) => `${title.replaceAll(/\W+/g, '-')}.ts`);
  const configuration = {
    extends: join(repositoryRoot, 'tsconfig.base.json'),
    compilerOptions: { noEmit: true, composite: false, declaration: false },
    files,
  };
  await writeFile(join(folder, 'tsconfig.json'), JSON.stringify(configuration));
  await Promise.all(
    programs.map(({ code }, index) => writeFile(join(folder, files[index] ?? ''), code)),
  );
  const compiler = dirname(createRequire(import.meta.url).resolve('typescript/package.json'));
  const options = [join(compiler, 'bin/tsc'), '--project', folder];
  const { stdout } = await promisify(execFile)(process.execPath, options, { cwd: folder }).catch(
    (failure: { readonly stdout: string }) => failure,
  );
  return stdout;
}
