import type { VideoRequest } from './video-fields.ts';
import { wireBody } from './wire-body.ts';

/**
 * Computes what makes two requests the same video: the SHA-256 of the canonical wire body, as 64
 * hexadecimal digits.
 *
 * Canonical is JSON with sorted keys and all defaults filled in. The callback URL does not count:
 * it says where to report, not what to show. Stable across hosts and versions, since ledgers and
 * asset names are made from it; a golden test pins it.
 */
export async function fingerprint(request: VideoRequest): Promise<string> {
  const { callback_url: _, ...content } = wireBody(request);
  const bytes = new TextEncoder().encode(canonicalJson(content));
  const digest = await crypto.subtle.digest('SHA-256', bytes);
  return Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** JSON without white space and with the keys of every object in code-unit order. */
function canonicalJson(value: unknown): string {
  return JSON.stringify(value, (_key, part: unknown) => {
    if (typeof part !== 'object' || part === null || Array.isArray(part)) return part;
    return Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)));
  });
}
