import { writeFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';
import type { Clock } from '@kling-automation/core';
import type { CacheStore } from './cache-store.ts';
import { muted } from './muted.ts';

/**
 * What is stored does not matter, only its name. The path is part of what GitHub tells entries
 * apart by, so it must read the same on every runner.
 */
const storedFile = '.kling-automation-ledger';

/** How long a single call may take: a ledger in trouble must not hold up a video for long. */
const longestCall = 20_000;

/** A taken name shows once the run that took it has stored its file. */
const patience = { attempts: 5, pauseMilliseconds: 1000 };

/** The Actions cache through GitHub's own client, which is loaded with the first call. */
export function createActionsCache(clock: Clock): CacheStore {
  const lookUp = async (name: string, prefixes: string[], signal: AbortSignal) => {
    const { restoreCache } = await import('@actions/cache');
    const answer = await within(signal, () =>
      restoreCache([`~/${storedFile}`], name, prefixes, { lookupOnly: true }, true),
    );
    if (answer.value === undefined && answer.complaint !== '') throw new Error(answer.complaint);
    return answer.value;
  };
  /** Not broken off by a cancel: whether a name is ours must be known. */
  const store = async (name: string) => {
    const { saveCache } = await import('@actions/cache');
    await writeFile(join(homedir(), storedFile), 'Names in the Actions cache, without content.\n');
    const { complaint, value } = await within(new AbortController().signal, () =>
      saveCache([`~/${storedFile}`], name, undefined, true),
    );
    return { isStored: value >= 0, complaint };
  };
  /** Gives up in time, and hears what the client complains of. */
  const within = async <Value>(signal: AbortSignal, call: () => Promise<Value>) => {
    const over = new AbortController();
    const timeUp = clock.sleep(longestCall, AbortSignal.any([over.signal, signal])).then(() => {
      throw new Error('It did not answer in time.');
    });
    let complaint = '';
    const listen = (text: string) => {
      complaint = /^::(?:warning|error)[^:]*::(.*)/.exec(text)?.[1] ?? complaint;
    };
    try {
      return { value: await Promise.race([muted(call, listen), timeUp]), complaint };
    } finally {
      over.abort();
      timeUp.catch(() => {});
    }
  };
  return {
    find: (prefix, signal) => lookUp(prefix, [prefix], signal),
    async take(name, signal) {
      const { isStored } = await store(name);
      if (isStored) return true;
      // The client says no in one voice, whether the name is taken or the service is in trouble.
      for (let attempt = 0; attempt < patience.attempts; attempt += 1) {
        signal.throwIfAborted();
        if ((await lookUp(name, [], signal)) === name) return false;
        await clock.sleep(patience.pauseMilliseconds, signal);
      }
      const probe = await store(`kling-probe-${crypto.randomUUID()}`);
      if (probe.isStored) return false;
      throw new Error(probe.complaint || 'It takes nothing at the moment.');
    },
  };
}
