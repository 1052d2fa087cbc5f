import type { DedupRows } from '../n8n-internals/dedup-rows.ts';
import { readText, writeText } from './encoded-text.ts';

/** Which video each place of a workflow asked for, in n8n's database. */
export interface PlaceRows {
  read(place: string): Promise<string | undefined>;
  /** Keeps the key of a place; the first one stays. */
  keep(place: string, key: string): Promise<void>;
}

/** Creates the places of one scope on rows. */
export function createPlaceRows(rows: DedupRows, scope: string): PlaceRows {
  const nameOf = (place: string) => `place ${place} of ${scope}`;
  return {
    read: (place) => readText(rows, nameOf(place)),
    keep: (place, key) => writeText(rows, nameOf(place), key),
  };
}
