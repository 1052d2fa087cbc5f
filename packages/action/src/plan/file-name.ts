/**
 * Names the file of a video: what it shows, for people, and the beginning of its fingerprint, so another
 * request never takes its place. Only `[A-Za-z0-9._-]`, because GitHub rewrites other characters in
 * the names of release assets.
 */
export function videoFileName(description: string, fingerprint: string): string {
  return `${slug(description)}-${fingerprint.slice(0, 8)}.mp4`;
}

/** Whether two files are the same video in different versions: one name, another fingerprint. */
export function isOtherVersion(fileName: string, other: string): boolean {
  const nameOf = (file: string) => /^(.+)-[0-9a-f]{8}\.mp4$/.exec(file)?.[1];
  return fileName !== other && nameOf(fileName) !== undefined && nameOf(fileName) === nameOf(other);
}

const maximumSlugCharacters = 48;

function slug(text: string): string {
  const words = text
    .slice(0, 1000)
    .normalize('NFKD')
    .replaceAll(/\p{Mark}+/gu, '')
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
