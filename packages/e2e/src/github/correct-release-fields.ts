import type { AssetStore } from './asset-store.ts';

/** Corrects the fields of releases and assets that emulate gets wrong, at any depth of a body. */
export function correctReleaseFields(
  body: unknown,
  facts: {
    readonly assets: AssetStore;
    readonly apiUrl: string;
    readonly uploadsUrl: string;
    readonly locksReleases: boolean;
  },
): unknown {
  if (Array.isArray(body)) return body.map((item) => correctReleaseFields(item, facts));
  if (typeof body !== 'object' || body === null || Buffer.isBuffer(body)) return body;
  const fields: Record<string, unknown> = Object.fromEntries(
    Object.entries(body).map(([name, value]) => [name, correctReleaseFields(value, facts)]),
  );
  const { draft, id, upload_url: uploadUrl } = fields;
  if (typeof id === 'number' && 'browser_download_url' in fields) {
    return { ...fields, ...facts.assets.describe(id) };
  }
  if (typeof uploadUrl !== 'string') return fields;
  return {
    ...fields,
    upload_url: uploadUrl.replace(facts.apiUrl, facts.uploadsUrl),
    immutable: facts.locksReleases && draft === false,
  };
}
