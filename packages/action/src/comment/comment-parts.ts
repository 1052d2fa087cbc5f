import { createHash } from 'node:crypto';

/** Begins the comment, so a reply that quotes it is not taken for it. Nobody sees it. */
const commentMarker = '<!-- videos of kling-automation -->';

/** Whether it is the comment of which each job has a part. */
export function isOurs(body: string): boolean {
  return body.startsWith(commentMarker);
}

/** What one job writes into the comment. */
export interface CommentPart {
  /** See {@link partId}. */
  readonly id: string;
  readonly markdown: string;
}

/** A digest, so no name can end the HTML comment that it is in. */
export function partId(identity: readonly string[]): string {
  return createHash('sha256').update(JSON.stringify(identity)).digest('hex').slice(0, 16);
}

/** Puts a part in the place of its earlier version, and leaves those of other jobs as they are. */
export function updatePart(body: string, part: CommentPart): string {
  const others = readParts(body).filter(({ id }) => id !== part.id);
  const parts = [...others, { ...part, markdown: part.markdown.trim() }];
  // By their titles, whichever job was first.
  const sorted = parts.toSorted((one, other) => (one.markdown < other.markdown ? -1 : 1));
  const written = sorted.map(
    ({ id, markdown }) => `<!-- job ${id} -->\n${markdown}\n<!-- end of job ${id} -->`,
  );
  return [commentMarker, ...written].join('\n');
}

/** The parts of other jobs. */
export function otherParts(body: string, id: string): readonly CommentPart[] {
  return readParts(body).filter((part) => part.id !== id);
}

/** GitHub keeps line breaks as browsers send them. */
function readParts(body: string): readonly CommentPart[] {
  const text = body.replaceAll('\r\n', '\n');
  return [...text.matchAll(/<!-- job ([0-9a-f]{16}) -->\n(.*?)\n<!-- end of job \1 -->/gs)].map(
    ([, id = '', markdown = '']) => ({ id, markdown }),
  );
}
