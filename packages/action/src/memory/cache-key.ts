import { type LedgerEntry, ledgerEntrySchema } from '@kling-automation/core';

/**
 * Entries of the Actions cache cannot be changed, but their keys can be looked up by prefix without
 * downloading anything: so the key itself is the record. An intent has nothing in its key that
 * differs between two runs, so only one of them can make it.
 */
export interface CacheRecord {
  /** Counts the submissions of a video: a failed one may be followed by another. */
  readonly attempt: number;
  /** Undefined for an intent. */
  readonly outcome: Outcome | undefined;
}

type Outcome = Exclude<LedgerEntry, { state: 'submitting' }>;

/** What all keys of a video begin with. */
export function cachePrefix(key: string): string {
  return `kling-ledger-${key}-`;
}

export function intentKey(key: string, attempt: number): string {
  return `${cachePrefix(key)}i${attempt}`;
}

/** What the keys of all outcomes of an attempt begin with. */
export function outcomePrefix(key: string, attempt: number): string {
  return `${cachePrefix(key)}o${attempt}-`;
}

/** GitHub takes keys of up to 512 characters, without commas. */
export function outcomeKey(key: string, attempt: number, outcome: Outcome): string {
  const details = Buffer.from(JSON.stringify(outcome)).toString('base64url');
  return `${outcomePrefix(key, attempt)}${outcome.state}-${details}`;
}

/** Reads a key; undefined if it is none of ours. */
export function parseCacheKey(text: string, key: string): CacheRecord | undefined {
  if (!text.startsWith(cachePrefix(key))) return undefined;
  const [, kind, attempt = '', details = ''] =
    /^([io])(\d{1,4})(?:-[a-z]+-([\w-]+))?$/.exec(text.slice(cachePrefix(key).length)) ?? [];
  if (kind === undefined) return undefined;
  if (kind === 'i') return { attempt: Number(attempt), outcome: undefined };
  const outcome = parseOutcome(details);
  return outcome && { attempt: Number(attempt), outcome };
}

function parseOutcome(details: string): Outcome | undefined {
  try {
    const json: unknown = JSON.parse(Buffer.from(details, 'base64url').toString());
    const entry = ledgerEntrySchema.parse(json);
    return entry.state === 'submitting' ? undefined : entry;
  } catch {
    return undefined;
  }
}
