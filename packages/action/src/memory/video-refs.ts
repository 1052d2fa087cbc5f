import type { Clock, EntryIn } from '@kling-automation/core';
import { urgencies } from '../github/write-queue.ts';
import { createRefListing } from './ref-listing.ts';
import {
  fitsInName,
  type VideoAttempt,
  type VideoFact,
  videoPrefix,
  videoRefName,
} from './ref-names.ts';
import type { CreateOptions, RefStore } from './ref-store.ts';
import { type RememberedAttempt, readAttempts } from './video-attempts.ts';

/** The git references of the videos of this step. */
export interface VideoRefs {
  /** What is known of a video, the latest submission last. */
  attemptsOf(key: string): Promise<readonly RememberedAttempt[]>;
  /** Creates the reference for a fact, unless it is known to exist. */
  create(
    submission: VideoAttempt,
    fact: VideoFact,
    options?: CreateOptions,
  ): Promise<'created' | 'exists'>;
  createTask(key: string, entry: EntryIn<'submitted' | 'finished'>): Promise<'created' | 'exists'>;
  /** Whether anything is known of a submission. */
  isKnown(submission: VideoAttempt): boolean;
  /** Lists again next time: another run was faster than what is known. */
  expire(): void;
}

/** @param keys of all videos of this step. */
export function createVideoRefs(
  keys: readonly string[],
  { clock, store }: { readonly clock: Clock; readonly store: RefStore },
): VideoRefs {
  const listing = createRefListing(keys, { clock, store });
  const existing = new Set<string>();

  const create: VideoRefs['create'] = async (submission, fact, options) => {
    const name = videoRefName({ ...submission, fact });
    if (existing.has(name)) return 'exists';
    const outcome = await store.create(name, options);
    existing.add(name);
    return outcome;
  };
  return {
    create,
    async attemptsOf(key) {
      const refs = await listing.refsOf(key);
      for (const { name } of refs) existing.add(name);
      return readAttempts(refs);
    },
    createTask(key, { attempt, taskId }) {
      const submission = { key, attempt };
      const fits = fitsInName(taskId, submission);
      const fact = { kind: 'task', taskId: fits ? taskId : undefined } as const;
      return create(submission, fact, {
        urgency: urgencies.paid,
        taskId: fits ? undefined : taskId,
      });
    },
    isKnown({ attempt, key }) {
      const prefix = `${videoPrefix(key)}${attempt}/`;
      return [...existing].some((name) => name.startsWith(prefix));
    },
    expire: listing.expire,
  };
}
