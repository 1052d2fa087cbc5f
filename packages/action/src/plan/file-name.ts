/** The file of a video. */
export interface VideoFileName {
  readonly fileName: string;
  /** Whether it is the video's own name, which stays when the video asks for something else. */
  readonly isStable: boolean;
}

/**
 * Names the file of a video. One with a name has a stable file, so links to it last. Any other has
 * what it shows, for people, and the beginning of its version, so another request never takes its
 * place. Only `[A-Za-z0-9._-]`, because GitHub rewrites other characters in the names of release
 * assets.
 */
export async function videoFileName(
  { description, name }: { readonly description: string; readonly name?: string | undefined },
  version: string,
): Promise<VideoFileName> {
  const ownName = slug(await writeInAscii(name ?? ''), longestOwnName);
  if (ownName !== '') return { fileName: `${ownName}.mp4`, isStable: true };
  const text = slug(await writeInAscii((name ?? description).slice(0, 1000)), longestDescription);
  return { fileName: `${text || 'video'}-${version.slice(0, 8)}.mp4`, isStable: false };
}

/** Finds names that make the same file, which only one video can have. */
export async function findSharedFiles(
  names: readonly string[],
): Promise<ReadonlyArray<readonly [fileName: string, names: readonly string[]]>> {
  const files = new Map<string, string[]>();
  for (const name of names) {
    const { fileName, isStable } = await videoFileName({ name, description: '' }, '');
    if (isStable) files.set(fileName, [...(files.get(fileName) ?? []), name]);
  }
  return [...files].filter(([, sharing]) => sharing.length > 1);
}

/** Text of any script in Latin letters; the tables for that are loaded only if it needs them. */
async function writeInAscii(text: string): Promise<string> {
  if (/^\p{ASCII}*$/u.test(text)) return text;
  const { default: anyAscii } = await import('any-ascii');
  return anyAscii(text.normalize('NFC'));
}

/** Whether two files are the same video in different versions: one name, another fingerprint. */
export function isOtherVersion(fileName: string, other: string): boolean {
  const nameOf = (file: string) => /^(.+)-[0-9a-f]{8}\.mp4$/.exec(file)?.[1];
  return fileName !== other && nameOf(fileName) !== undefined && nameOf(fileName) === nameOf(other);
}

/** A name is never shortened within reason: two long ones may differ at their ends. */
const longestOwnName = 200;

const longestDescription = 48;

/** Empty when nothing in the text has letters or digits. */
function slug(text: string, maximumCharacters: number): string {
  const words = text
    .toLowerCase()
    .split(/[^a-z0-9]+/u)
    .filter((word) => word !== '');
  let name = '';
  for (const word of words) {
    const longer = name === '' ? word : `${name}-${word}`;
    if (longer.length > maximumCharacters) break;
    name = longer;
  }
  return name || words[0]?.slice(0, maximumCharacters) || '';
}
