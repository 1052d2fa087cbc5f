import { posix } from 'node:path';

/** The text of each file of the repository, by its path from the root. */
export type RepositoryFiles = ReadonlyMap<string, string>;

/**
 * Lists the references of a file that lead nowhere, each as `path:line: reference`.
 *
 * A reference is a section of the contract (`contract.md §4`) or a decision (`decisions/0002`)
 * anywhere; the name of a source or document in a comment, or in the inline code of a document; and
 * a link of a document, with its anchor.
 */
export function findBrokenReferences(path: string, files: RepositoryFiles): readonly string[] {
  const isDocument = path.endsWith('.md');
  const text = files.get(path) ?? '';
  const lines = (isDocument ? withoutBlocks(text) : text).split('\n');
  return lines.flatMap((line, index) => {
    const references = [
      ...sectionsIn(line, path, files),
      ...decisionsIn(line, files),
      ...fileNamesIn(isDocument ? inlineCode(line) : comment(line), files),
      ...(isDocument ? linksIn(line, path, files) : []),
    ];
    return references
      .filter(({ resolves }) => !resolves)
      .map(({ reference }) => `${path}:${index + 1}: ${reference}`);
  });
}

interface Reference {
  readonly reference: string;
  readonly resolves: boolean;
}

const contractPath = 'docs/contract.md';

function sectionsIn(line: string, path: string, files: RepositoryFiles): readonly Reference[] {
  const pattern = path === contractPath ? /§(\d+)/g : /contract\.md §(\d+)/g;
  const contract = files.get(contractPath) ?? '';
  return [...line.matchAll(pattern)].map(([reference, section]) => ({
    reference,
    resolves: contract.includes(`\n## ${section}. `),
  }));
}

function decisionsIn(line: string, files: RepositoryFiles): readonly Reference[] {
  return [...line.matchAll(/decisions\/\d+/g)].map(([reference]) => ({
    reference,
    resolves: [...files.keys()].some((path) => path.startsWith(`docs/${reference}-`)),
  }));
}

/** `pay-once.ts`, `memory/pay-once.ts` and the whole path all name the same file. */
function fileNamesIn(text: string, files: RepositoryFiles): readonly Reference[] {
  const names = text.match(/(?<![\w*{}…./-])[\w.@/-]+\.(?:ts|mts|md)\b/g) ?? [];
  return names.map((reference) => ({
    reference,
    resolves: [...files.keys()].some((path) => `/${path}`.endsWith(`/${reference}`)),
  }));
}

function linksIn(line: string, path: string, files: RepositoryFiles): readonly Reference[] {
  return [...line.matchAll(/\]\(([^)\s]+)\)/g)]
    .map(([, target = '']) => target.replace(ownPages, '/'))
    .filter((target) => !/^[a-z]+:/.test(target))
    .map((target) => ({ reference: target, resolves: leadsSomewhere(target, path, files) }));
}

/** Pages on GitHub that show a file of this repository: packages link to them from npm. */
const ownPages =
  /^https:\/\/(?:github\.com\/kling-automation\/kling-automation\/(?:blob|tree)|raw\.githubusercontent\.com\/kling-automation\/kling-automation)\/main\//;

function leadsSomewhere(target: string, from: string, files: RepositoryFiles): boolean {
  const [file = '', anchor] = target.split('#');
  const relative = file.startsWith('/') ? `.${file}` : posix.join(posix.dirname(from), file);
  const path = file === '' ? from : posix.normalize(relative).replace(/\/$/, '');
  const text = files.get(path);
  if (text === undefined) return [...files.keys()].some((each) => each.startsWith(`${path}/`));
  return anchor === undefined || anchorsOf(text).includes(anchor);
}

/** The anchors that GitHub gives to the headings of a document. */
function anchorsOf(text: string): readonly string[] {
  return [...withoutBlocks(text).matchAll(/^#+ (.+)$/gm)].map(([, heading = '']) =>
    heading
      .toLowerCase()
      .replaceAll(/[^\p{L}\p{N}\s_-]/gu, '')
      .replaceAll(' ', '-'),
  );
}

/** Empties the blocks of code, and keeps the numbers of the lines. */
function withoutBlocks(text: string): string {
  return text.replaceAll(/^ *```.*?^ *```$/gms, (block) => block.replaceAll(/[^\n]/g, ''));
}

function inlineCode(line: string): string {
  return (line.match(/`[^`]+`/g) ?? []).map((code) => code.slice(1, -1)).join('\n');
}

function comment(line: string): string {
  return /^\s*(?:\/\*\*|\*)\s.*|(?:^|\s)\/\/\s.*/.exec(line)?.[0] ?? '';
}
