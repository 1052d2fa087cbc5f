import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import type { TestProject } from 'vitest/node';

const run = promisify(execFile);

/** The package whose bundle the tests of a project load. */
const bundled: Readonly<Record<string, string>> = {
  e2e: 'action',
  'e2e-long': 'action',
  n8n: 'n8n-nodes-kling',
};

/** Builds that bundle before the tests, and in watch mode before each run, so it is never stale. */
export async function setup(project: TestProject): Promise<void> {
  const folder = bundled[project.name];
  if (folder === undefined) throw new Error(`The project ${project.name} loads no bundle.`);
  const cwd = fileURLToPath(new URL(`../../../${folder}`, import.meta.url));
  const build = async () => {
    await run(process.execPath, ['--run', 'build'], { cwd });
  };
  await build();
  project.onTestsRerun(build);
}
