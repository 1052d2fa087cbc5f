/**
 * Names the file of a video: what it shows, for people, and the beginning of its fingerprint, so another
 * request never takes its place. Only `[A-Za-z0-9._-]`, because GitHub rewrites other characters in
 * the names of release assets.
 */
export async function videoFileName(description: string, fingerprint: string): Promise<string> {
  const text = await writeInAscii(description.slice(0, 1000));
  return `${slug(text)}-${fingerprint.slice(0, 8)}.mp4`;
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

const maximumSlugCharacters = 48;

function slug(text: string): string {
  const words = text
    .toLowerCase()
    .split(/[^a-z0-9]+/u)
    .filter((word) => word !== '');
  let name = '';
  for (const word of words) {
    const longer = name === '' ? word : `${name}-${word}`;
    if (longer.length > maximumSlugCharacters) break;
    name = longer;
  }
  return name || words[0]?.slice(0, maximumSlugCharacters) || 'video';
}
