import { type VideoRequest, videoFields } from './video-fields.ts';
import { wireBody } from './wire-body.ts';

/**
 * Computes what makes two requests the same video: the SHA-256 of the canonical wire body, as 64
 * hexadecimal digits.
 *
 * Canonical is JSON with sorted keys and all defaults filled in, without the fields that do not
 * change the video. It is the same in all hosts and versions, because ledgers and file names are
 * made from it; a golden test pins it.
 */
export async function fingerprint(request: VideoRequest): Promise<string> {
  const content = Object.entries(wireBody(request)).filter(([name]) => !withoutContent.has(name));
  const bytes = new TextEncoder().encode(canonicalJson(Object.fromEntries(content)));
  const digest = await crypto.subtle.digest('SHA-256', bytes);
  return Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, '0')).join('');
}

const withoutContent: ReadonlySet<string> = new Set(
  Object.values(videoFields)
    .filter(({ isContent }) => !isContent)
    .map(({ wireName }) => wireName),
);

/** JSON without white space and with the keys of every object in code-unit order. */
function canonicalJson(value: unknown): string {
  return JSON.stringify(value, (_key, part: unknown) => {
    if (typeof part !== 'object' || part === null || Array.isArray(part)) return part;
    return Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)));
  });
}
