import { createClient } from '../client/client.ts';
import { createClaimWait } from '../memory/claim-wait.ts';
import { guardLedger } from '../memory/guarded-ledger.ts';
import type { LedgerEntry } from '../memory/ledger-entry.ts';
import { createMemoryLedger } from '../memory/memory-ledger.ts';
import { type PayOnceOptions, payOnce } from '../memory/pay-once.ts';
import type { SpendingLimit } from '../memory/spending-limits.ts';
import { submitClaimed } from '../memory/submit-claimed.ts';
import type { Ledger } from '../ports.ts';
import { parseVideoRequest } from '../request/parse-video-request.ts';
import {
  createScriptedTransport,
  failedTask,
  made,
  type ScriptedReply,
} from './scripted-transport.ts';
import { createVirtualClock } from './virtual-clock.ts';

/** What a test may set; the rest is as in a run that has just begun. */
interface Chosen extends Partial<Omit<PayOnceOptions, 'ledger'>> {
  readonly ledger?: Ledger | undefined;
  readonly limits?: readonly SpendingLimit[] | undefined;
}

/**
 * A video of 300 credits under the key `video-1`, and an empty ledger. `post` plays the submissions,
 * counted from 1, and `read` the status requests; without it, tasks failed.
 */
export function setUpPayOnce(
  post: (attempt: number) => ScriptedReply | Promise<ScriptedReply> = () => made('task_1'),
  read: (taskId: string) => ScriptedReply | Promise<ScriptedReply> = failedTask,
) {
  const { request } = parseVideoRequest({ prompt: 'A lighthouse at dawn' });
  const clock = createVirtualClock();
  const start = clock.now();
  const transport = createScriptedTransport(({ method, path }, attempt) =>
    method === 'POST' ? post(attempt) : read(path.split('/').at(-1) ?? ''),
  );
  const client = createClient({ clock, transport, random: () => 0 });
  const entries = new Map<string, LedgerEntry>();
  const memory = createMemoryLedger(entries);
  const failures: Error[] = [];

  const optionsOf = ({ ledger = memory, limits = [], ...chosen }: Chosen) => {
    const ports = { client, clock, claimWait: createClaimWait(clock), onSubmitted: () => {} };
    const options = { ...ports, startedAt: start, deadline: start + 600_000, ...chosen };
    const onFailure = (error: Error) => failures.push(error);
    const guard = { ...options, limits, onFailure, random: () => 0.5 };
    return { ...options, ledger: guardLedger(ledger, guard) };
  };
  return {
    clock,
    entries,
    failures,
    ledger: memory,
    request,
    start,
    transport,
    /** Pays once, from what the ledger shows now. */
    async pay(chosen: Chosen = {}) {
      const entry = await (chosen.ledger ?? memory).read('video-1');
      const paid = await payOnce({ key: 'video-1', request, entry }, optionsOf(chosen));
      const { submittedAt, taskId } = paid.entry;
      return { origin: paid.origin, taskId, submittedAt };
    },
    /** Submits over what the ledger shows now, or over another entry. */
    async submit(chosen: Chosen & { readonly over?: LedgerEntry | undefined } = {}) {
      const { over, ...rest } = chosen;
      const entry = over ?? entries.get('video-1');
      return submitClaimed({ key: 'video-1', request, entry }, entry, optionsOf(rest));
    },
  };
}
