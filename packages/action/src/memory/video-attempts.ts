import { type LedgerEntry, mayReplace } from '@kling-automation/core';
import type { GitRef } from '../github/refs-api.ts';
import { parseVideoRef, type VideoFact } from './ref-names.ts';

/** What the references of one submission of a video show. */
export interface RememberedAttempt {
  readonly attempt: number;
  /** The object of the claim, or of what else there is. */
  readonly object: string;
  /** More than one if a submission was repeated by mistake, or a person named another task. */
  readonly tasks: readonly RememberedTask[];
  /** The checksum of the downloaded video. */
  readonly sha256: string | undefined;
  readonly failure: Extract<VideoFact, { kind: 'failed' }> | undefined;
  readonly isClaimed: boolean;
  readonly isLost: boolean;
  /** The latest task of an earlier submission that failed. */
  readonly earlierTaskId?: string | undefined;
}

export interface RememberedTask {
  /** Undefined if it is in the message of the object. */
  readonly taskId: string | undefined;
  readonly object: string;
}

/** Reads the references of one video, the latest submission last. */
export function readAttempts(refs: readonly GitRef[]): readonly RememberedAttempt[] {
  const facts = refs.flatMap(({ name, sha: object }) => {
    const ref = parseVideoRef(name);
    return ref === undefined ? [] : [{ ...ref, object }];
  });
  return [...Map.groupBy(facts, ({ attempt }) => attempt)]
    .toSorted(([one], [other]) => one - other)
    .map(([attempt, of]) => {
      const claim = of.find(({ fact }) => fact.kind === 'claim');
      const tasks = of.flatMap(({ fact, object }) =>
        fact.kind === 'task' ? [{ taskId: fact.taskId, object }] : [],
      );
      const found = <Kind extends VideoFact['kind']>(kind: Kind) =>
        of.map(({ fact }) => fact).find((fact): fact is Fact<Kind> => fact.kind === kind);
      return {
        attempt,
        object: claim?.object ?? of[0]?.object ?? '',
        tasks,
        sha256: found('done')?.sha256,
        failure: found('failed'),
        isClaimed: claim !== undefined,
        isLost: found('lost') !== undefined,
      };
    });
}

type Fact<Kind extends VideoFact['kind']> = Extract<VideoFact, { kind: Kind }>;

/** The submission that decides: the last, unless an earlier one gave a video after all. */
export function chooseAttempt(
  attempts: readonly RememberedAttempt[],
): RememberedAttempt | undefined {
  const chosen = attempts.toReversed().reduce<RememberedAttempt | undefined>((chosen, earlier) => {
    const isBetter = mayReplace(bareEntry(earlier), chosen && bareEntry(chosen));
    return isBetter ? earlier : chosen;
  }, undefined);
  return chosen && { ...chosen, earlierTaskId: findFailedTask(attempts, chosen.attempt) };
}

/**
 * The task of the latest submission before an attempt that failed. One whose id is too long for a
 * name is left out: reading it would cost a request for what hardly ever happens.
 */
function findFailedTask(
  attempts: readonly RememberedAttempt[],
  before: number,
): string | undefined {
  return attempts
    .filter(({ attempt, failure }) => attempt < before && failure !== undefined)
    .flatMap(({ tasks }) => tasks)
    .at(-1)?.taskId;
}

/** The entry as far as names show it: without times, and without an id that is in a message. */
export function bareEntry({
  attempt,
  earlierTaskId,
  failure,
  isLost,
  sha256,
  tasks,
}: RememberedAttempt): LedgerEntry {
  const submission = { attempt, at: 0, ...(earlierTaskId !== undefined && { earlierTaskId }) };
  const [first] = tasks;
  const task = first && { ...submission, taskId: first.taskId ?? 'in the message', submittedAt: 0 };
  if (task !== undefined && sha256 !== undefined) return { ...task, state: 'finished' };
  const isOverruled = failure?.reason === 'overruled';
  // A person was sure that there is no task, and yet there is one.
  if (failure !== undefined && !(isOverruled && task !== undefined)) {
    const { isFinal, reason } = failure;
    // No task was made, so nothing was charged; what a person overruled may have been.
    const isFree = task === undefined && !isOverruled;
    const facts = { ...submission, state: 'failed', reason, isFinal } as const;
    return { ...facts, ...(isFree && { credits: 0 }), ...(task && { taskId: task.taskId }) };
  }
  if (task !== undefined) return { ...task, state: 'submitted' };
  return { ...submission, state: isLost || sha256 !== undefined ? 'ambiguous' : 'submitting' };
}
