import type { Clock, LedgerEntry } from '@kling-automation/core';
import type { RefStore } from './ref-store.ts';
import { bareEntry, type RememberedAttempt, type RememberedTask } from './video-attempts.ts';
import type { VideoRefs } from './video-refs.ts';

/** Completes what the names of references show of a submission. */
export type ReadEntry = (key: string, found: RememberedAttempt) => Promise<LedgerEntry>;

/** Chooses the task of a submission that has several. */
export type ChooseTask = (key: string, taskIds: readonly string[]) => Promise<string>;

/** Another run that is submitting has so long to record what became of it: as long as core waits. */
const maxClaimMilliseconds = 90_000;

export function createEntryReader(ports: {
  readonly store: RefStore;
  readonly refs: Pick<VideoRefs, 'create'>;
  readonly clock: Clock;
  readonly chooseTask: ChooseTask;
}): ReadEntry {
  const { chooseTask, clock, refs, store } = ports;
  const firstSeen = new Map<string, number>();

  /** A claim that no run has gone on with: how long it has been there is only known from now on. */
  const readClaim = async (key: string, found: RememberedAttempt): Promise<LedgerEntry> => {
    const { attempt, object } = found;
    const { attempt: runAttempt, run } = store.identity;
    const claimant = await store.readObject(object);
    const name = `${key} ${attempt}`;
    const at = firstSeen.get(name) ?? clock.now();
    firstSeen.set(name, at);
    const owner = claimant && describeRun(claimant);
    const lost = { state: 'ambiguous', attempt, at, owner } as const;
    // A re-run begins when the run is over, and so is the attempt that made the claim.
    if (claimant?.run === run && claimant.attempt < runAttempt) return lost;
    if (clock.now() - at < maxClaimMilliseconds) return { ...lost, state: 'submitting' };
    // The next run, and a person who looks into it, need not wait again.
    if (await store.ownObject()) await refs.create({ key, attempt }, { kind: 'lost' });
    return lost;
  };
  const taskIdOf = async (key: string, tasks: readonly RememberedTask[]): Promise<string> => {
    const ids = await Promise.all(
      tasks.map(async ({ object, taskId }) => taskId ?? (await store.readObject(object))?.taskId),
    );
    const [first, ...more] = ids.filter((id) => id !== undefined);
    if (first === undefined) throw new Error('The commit that names the task of a video is gone.');
    return more.length === 0 ? first : chooseTask(key, [first, ...more]);
  };

  return async (key, found) => {
    const entry = bareEntry(found);
    if (entry.state === 'submitting') return readClaim(key, found);
    if (found.tasks.length === 0) return entry;
    const taskId = await taskIdOf(key, found.tasks);
    if (entry.state !== 'submitted') return { ...entry, taskId };
    const { at = 0 } = (await store.readObject(found.object)) ?? {};
    return { ...entry, taskId, at, submittedAt: at };
  };
}

/** How a run is called in an entry. */
export function describeRun({ attempt, run }: RefStore['identity']): string {
  return `run ${run}, attempt ${attempt}`;
}
