/**
 * Releases the Action from the commit that is checked out: builds it, and pushes the tags that hold
 * the build. `--notes <file>` also writes what has changed, out of the changelog.
 *
 * GITHUB_TOKEN, where it is set, is what git pushes with.
 */
import { appendFileSync, writeFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { pushCredentials } from './push-credentials.ts';
import { releaseTags } from './release-tags.ts';
import { runProgram } from './run-program.ts';
import { versionNotes } from './version-notes.ts';

const repository = fileURLToPath(new URL('../../..', import.meta.url));
const actionPackage = join(repository, 'packages/action');

const { values } = parseArgs({
  options: { notes: { type: 'string' }, remote: { type: 'string', default: 'origin' } },
});
const manifest: { version: string } = JSON.parse(
  await readFile(join(actionPackage, 'package.json'), 'utf8'),
);

await runProgram('pnpm', ['run', 'build'], { directory: actionPackage });
const release = await releaseTags({
  repository,
  remote: values.remote,
  version: manifest.version,
  environment: { ...process.env, ...pushCredentials(process.env) },
});

process.stdout.write(`${release.report}\n`);
const { GITHUB_OUTPUT: outputs } = process.env;
if (outputs) appendFileSync(outputs, `tag=${release.tag}\ncommit=${release.commit}\n`);
if (values.notes !== undefined) {
  const changelog = await readFile(join(actionPackage, 'CHANGELOG.md'), 'utf8');
  writeFileSync(values.notes, versionNotes(changelog, manifest.version));
}
