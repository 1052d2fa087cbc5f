import type { AssetStore } from './asset-store.ts';

/** Puts right what emulate says of releases and assets, at any depth of an answer. */
export function completeAnswer(
  answer: unknown,
  facts: {
    readonly assets: AssetStore;
    readonly apiUrl: string;
    readonly uploadsUrl: string;
    readonly locksReleases: boolean;
  },
): unknown {
  if (Array.isArray(answer)) return answer.map((item) => completeAnswer(item, facts));
  if (typeof answer !== 'object' || answer === null || Buffer.isBuffer(answer)) return answer;
  const fields: Record<string, unknown> = Object.fromEntries(
    Object.entries(answer).map(([name, value]) => [name, completeAnswer(value, facts)]),
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
