import type { Clock } from '@kling-automation/core';
import { GithubError } from '../github/github-error.ts';
import { isPassing, persist } from '../github/persist.ts';
import type { GitRef, RefsApi } from '../github/refs-api.ts';
import { type Urgency, urgencies, type WriteQueue } from '../github/write-queue.ts';
import { commitFor, parseRunObject, type RunObject } from './run-object.ts';

/** The references of the repository, as far as a memory needs them. */
export interface RefStore {
  /**
   * What the references of this step point at, made with the first call.
   *
   * @returns undefined if this job may not create references.
   * @throws {GithubError} when that is not known: nothing may be paid then.
   */
  ownObject(): Promise<RunObject | undefined>;
  list(prefix: string): Promise<readonly GitRef[]>;
  /** Creates a name: of several runs, one gets `created`. */
  create(name: string, options?: CreateOptions): Promise<'created' | 'exists'>;
  remove(name: string): Promise<void>;
  /** What a name points at; undefined if there is no such name. */
  read(name: string): Promise<string | undefined>;
  /** What an object of a run contains; undefined if someone else made it. */
  readObject(sha: string): Promise<RunObject | undefined>;
  /** This step's own, in every object it makes. */
  readonly identity: RunIdentity;
}

export interface CreateOptions {
  /** @default other */
  readonly urgency?: Urgency;
  /** An id that the name cannot hold: the reference gets an object of its own. */
  readonly taskId?: string | undefined;
}

/** Which attempt of which run this is. */
export type RunIdentity = Pick<RunObject, 'run' | 'attempt'>;

/** What a store needs. */
export interface RefStoreOptions {
  readonly api: RefsApi;
  readonly queue: WriteQueue;
  readonly identity: RunIdentity;
  readonly clock: Clock;
  /** Ends what is under way. Not the one of a cancelled step, which still has to record. */
  readonly signal: AbortSignal;
}

export function createRefStore({ api, clock, identity, queue, signal }: RefStoreOptions): RefStore {
  const retry = { clock, signal };
  let own: Promise<{ readonly sha: string; readonly object: RunObject }> | undefined;
  let isPermissionMissing = false;
  const objects = new Map<string, Promise<RunObject | undefined>>();

  const makeObject = async (urgency: Urgency, taskId?: string) => {
    const nonce = crypto.randomUUID();
    const object = { ...identity, at: clock.now(), nonce, ...(taskId !== undefined && { taskId }) };
    const create = () => queue.run(urgency, () => api.createCommit(commitFor(object)));
    return { sha: await persist(create, retry), object };
  };
  const makeOwnObject = (urgency: Urgency) => {
    own ??= makeObject(urgency).catch((error: unknown) => {
      own = undefined;
      throw error;
    });
    return own;
  };

  /** Whether a name that may be there is ours, because an earlier try created it. */
  const outcomeOf = async (name: string, sha: string) => {
    const found = await api.readRef(name);
    if (found === undefined) return undefined;
    return found === sha ? 'created' : 'exists';
  };
  const createOnce = (name: string, sha: string, urgency: Urgency) => {
    let isUnclear = false;
    const attempt = async () => {
      const outcome = isUnclear ? await outcomeOf(name, sha) : undefined;
      if (outcome !== undefined) return outcome;
      try {
        await queue.run(urgency, () => api.createRef(name, sha));
        return 'created';
      } catch (error) {
        if (isTaken(error)) return (isUnclear && (await outcomeOf(name, sha))) || 'exists';
        isUnclear ||= mayHaveHappened(error);
        throw error;
      }
    };
    return persist(attempt, retry);
  };

  return {
    identity,
    async ownObject() {
      if (isPermissionMissing) return undefined;
      try {
        return (await makeOwnObject(urgencies.other)).object;
      } catch (error) {
        if (!(error instanceof GithubError && error.isPermissionMissing)) throw error;
        isPermissionMissing = true;
        return undefined;
      }
    },
    list: (prefix) => api.listRefs(prefix),
    async create(name, { taskId, urgency = urgencies.other } = {}) {
      const making = taskId === undefined ? makeOwnObject(urgency) : makeObject(urgency, taskId);
      return createOnce(name, (await making).sha, urgency);
    },
    remove: (name) =>
      persist(async () => {
        try {
          await queue.run(urgencies.other, () => api.deleteRef(name));
        } catch (error) {
          if (!isGone(error)) throw error;
        }
      }, retry),
    read: (name) => api.readRef(name),
    readObject(sha) {
      const reading = objects.get(sha) ?? api.readMessage(sha).then(parseRunObject);
      objects.set(sha, reading);
      // What could not be read is read again.
      reading.catch(() => objects.delete(sha));
      return reading;
    },
  };
}

function isTaken(error: unknown): boolean {
  return isUnprocessable(error, /already exists/i);
}

function isGone(error: unknown): boolean {
  return isUnprocessable(error, /does not exist/i);
}

function isUnprocessable(error: unknown, message: RegExp): boolean {
  return error instanceof GithubError && error.status === 422 && message.test(error.apiMessage);
}

/** Whether a request that failed may have been carried out all the same. */
function mayHaveHappened(error: unknown): boolean {
  if (!isPassing(error) || !(error instanceof GithubError)) return false;
  const { status } = error;
  return status === undefined || status >= 500 || status === 408;
}
