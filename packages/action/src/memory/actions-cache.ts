import { writeFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';
import type { Clock } from '@kling-automation/core';
import type { CacheStore } from './cache-store.ts';
import { muted } from './muted.ts';

/**
 * What is stored does not matter, only its name. The path is part of an
 * entry's identity on GitHub, so it must be the same on every runner.
 */
const storedFile = '.kling-automation-ledger';

/** How long a single call may take: a cache that hangs must not delay a video for long. */
const longestCall = 20_000;

/** A taken name shows once the run that took it has stored its file. */
const takenNameReads = { attempts: 5, pauseMilliseconds: 1000 };

/** The Actions cache through GitHub's own client, which is loaded with the first call. */
export function createActionsCache(clock: Clock): CacheStore {
  const lookUp = async (name: string, prefixes: string[], signal: AbortSignal) => {
    const { restoreCache } = await import('@actions/cache');
    const found = await within(signal, () =>
      restoreCache([`~/${storedFile}`], name, prefixes, { lookupOnly: true }, true),
    );
    if (found.value === undefined && found.failure !== '') throw new Error(found.failure);
    return found.value;
  };
  /** Not stopped by a cancel: whether a name is ours must be known. */
  const store = async (name: string) => {
    const { saveCache } = await import('@actions/cache');
    await writeFile(join(homedir(), storedFile), 'Names in the Actions cache, without content.\n');
    const { failure, value } = await within(new AbortController().signal, () =>
      saveCache([`~/${storedFile}`], name, undefined, true),
    );
    return { isStored: value >= 0, failure };
  };
  /** Has a time limit, and returns the error that the client prints. */
  const within = async <Value>(signal: AbortSignal, call: () => Promise<Value>) => {
    const over = new AbortController();
    const timeLimit = clock.sleep(longestCall, AbortSignal.any([over.signal, signal])).then(() => {
      throw new Error('It did not respond in time.');
    });
    let failure = '';
    const listen = (text: string) => {
      failure = /^::(?:warning|error)[^:]*::(.*)/.exec(text)?.[1] ?? failure;
    };
    try {
      return { value: await Promise.race([muted(call, listen), timeLimit]), failure };
    } finally {
      over.abort();
      timeLimit.catch(() => {});
    }
  };
  return {
    find: (prefix, signal) => lookUp(prefix, [prefix], signal),
    async take(name, signal) {
      const { isStored } = await store(name);
      if (isStored) return true;
      // The client has one error, whether the name is taken or the service is down.
      for (let attempt = 0; attempt < takenNameReads.attempts; attempt += 1) {
        signal.throwIfAborted();
        if ((await lookUp(name, [], signal)) === name) return false;
        await clock.sleep(takenNameReads.pauseMilliseconds, signal);
      }
      const probe = await store(`kling-probe-${crypto.randomUUID()}`);
      if (probe.isStored) return false;
      throw new Error(probe.failure || 'It stores nothing at the moment.');
    },
  };
}
