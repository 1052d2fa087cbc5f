import type { Ledger, LedgerEntry } from '@kling-automation/core';
import type { IExecuteFunctions } from 'n8n-workflow';
import type { ExecutionMemory } from '../../host/ledger/execution-memory.ts';
import type { PlaceRows } from '../../host/ledger/place-rows.ts';
import type { ValidItem, VideoItem } from '../../request/video-items.ts';
import { digestOf, readContent, readPlace, readTurn } from './item-identity.ts';

/** An item, and the key under which the ledger knows its video. */
export interface AssignedItem extends VideoItem {
  readonly key: string;
  /** Where the item comes from, where its content may be different in the next try. */
  readonly place?: string | undefined;
}

/** The memory in which an item finds its video. */
export interface AssignmentMemory {
  readonly ledger: Pick<Ledger, 'read'>;
  readonly memory: ExecutionMemory;
  readonly places: PlaceRows | undefined;
  /** Sets the keys of this execution and node apart from all others. */
  readonly scope: string;
}

/**
 * Finds the video of each item within the execution. The videos of one content are numbered; an item
 * takes the first that this turn has asked for before or that no turn has got yet, else the next
 * number. Two items of one content are two videos.
 *
 * Where the content is new, the video of the same item of an earlier try counts: its prompt may be
 * an expression that is different each time.
 */
export async function assignVideos(
  context: IExecuteFunctions,
  items: readonly ValidItem[],
  options: AssignmentMemory,
): Promise<readonly AssignedItem[]> {
  const { memory } = options;
  const taken = new Set<string>();
  const assigned: AssignedItem[] = [];
  for (const item of items) {
    const turn = readTurn(context, item.itemIndex);
    const place = readPlace(context, item.itemIndex);
    const found = await findByContent(readContent(context, item), { ...options, taken, turn });
    const isNew = found.entry === undefined && place !== undefined;
    const before = isNew ? await findByPlace(place, options) : undefined;
    const key = before === undefined || taken.has(before) ? found.key : before;

    taken.add(key);
    if (place !== undefined) memory.places[place] = key;
    memory.turns[key] = [...new Set([...(memory.turns[key] ?? []), turn])];
    assigned.push({ ...item, key, place });
  }
  return assigned;
}

async function findByPlace(
  place: string,
  { memory, places }: AssignmentMemory,
): Promise<string | undefined> {
  return memory.places[place] ?? (await places?.read(place));
}

/** Long enough for the videos of one execution, and kept letter by letter. */
const keyLength = 20;

interface Search extends AssignmentMemory {
  readonly taken: ReadonlySet<string>;
  readonly turn: string;
}

async function findByContent(
  content: string,
  { ledger, memory, scope, taken, turn }: Search,
): Promise<{ readonly key: string; readonly entry: LedgerEntry | undefined }> {
  for (let number = 0; ; number += 1) {
    const key = digestOf([scope, content, number]).slice(0, keyLength);
    if (taken.has(key)) continue;
    const entry = await ledger.read(key);
    const isGot = entry?.state === 'finished' && memory.turns[key]?.includes(turn) !== true;
    if (!isGot) return { key, entry };
  }
}
