import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Plugin } from 'rolldown';

/** What may be shipped with the Action. */
const allowed =
  /^\(?(?:(?:MIT|ISC|0BSD|Apache-2\.0|BSD-[23]-Clause|BlueOak-1\.0\.0)(?: AND )?)+\)?$/;

/**
 * Writes the licences of everything in the bundle beside it. Not rollup-plugin-license, which takes
 * the nearest package.json of a module for that of its package and so finds no licence for some.
 *
 * @throws {Error} when a package has a licence that is not allowed.
 */
export function licenceNotices(fileName: string): Plugin {
  return {
    name: 'licence-notices',
    generateBundle(_options, bundle) {
      const modules = Object.values(bundle).flatMap((output) =>
        output.type === 'chunk' ? output.moduleIds : [],
      );
      const notices = new Map(
        modules.flatMap((id) => folderOf(id) ?? []).map((folder) => readNotice(folder)),
      );
      const source = [...notices.values()].toSorted().join(`\n${'-'.repeat(80)}\n\n`);
      this.emitFile({ type: 'asset', fileName, source });
    },
  };
}

/** The package that a module is of; undefined for our own. */
function folderOf(module: string): string | undefined {
  return /^.*\/node_modules\/(?:@[^/]+\/)?[^/]+(?=\/)/.exec(module)?.[0];
}

function readNotice(folder: string): readonly [name: string, notice: string] {
  const text = readFileSync(join(folder, 'package.json'), 'utf8');
  const { license, name, version }: Manifest = JSON.parse(text);
  if (!allowed.test(license)) throw new Error(`${name} ${version} has the licence "${license}".`);
  const file = readdirSync(folder).find((each) => /^licen[cs]e/i.test(each));
  const terms =
    file === undefined
      ? 'The package has no text of its licence.'
      : readFileSync(join(folder, file), 'utf8').replaceAll('\r', '').trim();
  return [`${name} ${version}`, `${name} ${version} (${license})\n\n${terms}\n`];
}

interface Manifest {
  readonly name: string;
  readonly version: string;
  readonly license: string;
}
