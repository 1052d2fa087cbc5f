import type { Clock } from '@kling-automation/core';
import { createVirtualClock } from '@kling-automation/core/testing';
import { createFakeRefs, type FakeRefs } from '../../github/testing/fake-refs.ts';
import { createWriteQueue } from '../../github/write-queue.ts';
import { createRefStore, type RefStore, type RunIdentity } from '../ref-store.ts';

/** A repository, and stores of the steps that work with it. */
export function openRefs(): {
  readonly api: FakeRefs;
  readonly clock: Clock;
  /** The names of all references below `refs/kling/`, in order. */
  names(): readonly string[];
  /** The store of a step; each has an object of its own. */
  openStore(identity?: Partial<RunIdentity>): RefStore;
} {
  const api = createFakeRefs();
  const clock = createVirtualClock();
  const signal = new AbortController().signal;
  return {
    api,
    clock,
    names: () => [...api.refs.keys()].map((name) => name.replace('refs/kling/', '')).toSorted(),
    openStore: (identity = {}) =>
      createRefStore({
        api,
        clock,
        signal,
        queue: createWriteQueue(clock),
        identity: { run: '42', attempt: 1, ...identity },
      }),
  };
}
