import type { Client } from '../client/client.ts';
import type { Clock, Ledger } from '../ports.ts';
import { estimateCredits } from '../pricing/estimate.ts';
import type { VideoRequest } from '../request/video-fields.ts';
import { wireBody } from '../request/wire-body.ts';
import { echoAgrees } from '../task/echo.ts';
import { lostCredits } from './credits.ts';
import { readGuarded } from './guarded-ledger.ts';
import { callAfterPost } from './ledger-call.ts';
import type { EntryIn, LedgerEntry } from './ledger-entry.ts';

/** A task that someone outside names for a video: a person, or a callback. */
export interface ProposedTask {
  readonly key: string;
  readonly request: VideoRequest;
  readonly taskId: string;
  /**
   * Whether the task is believed to be of this video when the API does not repeat its request: a
   * person reports it, or the callback came to a URL with the video's own token.
   */
  readonly isTrusted: boolean;
}

/**
 * What became of a named task:
 * - `adopted`: the ledger had no task for the video, and has this one now.
 * - `known`: the ledger had this task already.
 * - `second`: the ledger has another task, which it keeps; this one may have been charged too.
 * - `other video`: the API repeats another request for it.
 * - `unproven`: nothing shows which video it is of.
 */
export type Adoption =
  | { readonly outcome: 'adopted' | 'known'; readonly entry: EntryIn<'submitted' | 'finished'> }
  | { readonly outcome: 'second'; readonly knownTaskId: string }
  | { readonly outcome: 'other video' | 'unproven' };

/** What adopting needs. */
export interface AdoptionPorts {
  readonly client: Pick<Client, 'read'>;
  readonly clock: Clock;
  readonly ledger: Ledger;
  /** Until when the ledger may take, in milliseconds since 1970. */
  readonly deadline: number;
  readonly signal?: AbortSignal | undefined;
}

/**
 * Enters a task into the ledger that someone outside names, once the API has shown it: so a
 * submission whose response was lost is found again. Reads the task once; costs nothing.
 *
 * Never replaces a task that the ledger knows, except one that failed.
 *
 * @throws {TaskNotFoundError} when the API knows no such task.
 * @throws {LedgerError} when the ledger cannot be read or does not take the task.
 * @throws what reading the task throws.
 */
export async function adoptTask(
  { isTrusted, key, request, taskId }: ProposedTask,
  ports: AdoptionPorts,
): Promise<Adoption> {
  const { client, clock, signal } = ports;
  const { echo } = await client.read(taskId, { signal });
  const agreement = echoAgrees(echo, wireBody(request));
  if (agreement === 'differs') return { outcome: 'other video' };
  if (agreement === 'unknown' && !isTrusted) return { outcome: 'unproven' };

  const before = await readGuarded(ports.ledger, key, ports);
  if (before?.state === 'submitted' || before?.state === 'finished') {
    if (before.taskId === taskId) return { outcome: 'known', entry: before };
    return { outcome: 'second', knownTaskId: before.taskId };
  }
  const entry = entryFor(before, { request, taskId, now: clock.now() });
  await record(key, entry, ports);
  return { outcome: 'adopted', entry };
}

function entryFor(
  before: LedgerEntry | undefined,
  { now, request, taskId }: { request: VideoRequest; taskId: string; now: number },
): EntryIn<'submitted'> {
  const { credits } = estimateCredits(request);
  const task = { state: 'submitted', credits, taskId, at: now } as const;
  if (before === undefined) return { ...task, attempt: 1, submittedAt: now };
  const { attempt, at: submittedAt, earlierCredits, owner } = before;
  if (before.state !== 'failed') return { ...task, attempt, earlierCredits, owner, submittedAt };
  // What failed was another submission than the one that made this task.
  const lost = lostCredits(before, request);
  return { ...task, attempt: attempt + 1, earlierCredits: lost, submittedAt: now };
}

/** A claim that is younger may be of a run that is submitting at this moment, in milliseconds. */
const minClaimAge = 90_000;

/**
 * Takes a person's word that a submission whose outcome is unknown made no task, so the video
 * may be submitted again. What it may have been charged still counts. Changes nothing else: a known
 * task, a failure and a claim of a run that may still be submitting stay as they are.
 *
 * @returns whether there was such a submission.
 * @throws {LedgerError} when the ledger cannot be read or does not take it.
 */
export async function overruleUnknown(
  key: string,
  ports: Omit<AdoptionPorts, 'client'>,
): Promise<boolean> {
  const { clock } = ports;
  const before = await readGuarded(ports.ledger, key, ports);
  const isOld = before !== undefined && clock.now() - before.at >= minClaimAge;
  const isUnknown = before?.state === 'ambiguous' || (before?.state === 'submitting' && isOld);
  if (!isUnknown) return false;
  const { attempt, credits, earlierCredits, earlierTaskId, owner } = before;
  const submission = { attempt, credits, earlierCredits, earlierTaskId, owner, at: clock.now() };
  const overruled = {
    state: 'failed',
    ...submission,
    reason: 'overruled',
    isFinal: false,
  } as const;
  await record(key, overruled, ports);
  return true;
}

async function record(
  key: string,
  entry: EntryIn<'submitted' | 'failed'>,
  ports: Omit<AdoptionPorts, 'client'>,
): Promise<void> {
  const { taskId } = entry;
  const failure = 'The ledger did not record what is known of a submission';
  const call = () => ports.ledger.record(key, entry);
  const error = await callAfterPost(call, { failure, taskId }, ports);
  if (error !== undefined) throw error;
}
