import { createTimings, type Timings } from '../polling/expectation.ts';
import type { Clock, Random } from '../ports.ts';
import { cryptoRandom } from './crypto-random.ts';
import { createRateGate, type RateGate } from './rate-gate.ts';

/** What clients know of the API; those of one key can share it. Made by {@link createClientState}. */
export interface ClientState {
  readonly timings: Timings;
  readonly gate: RateGate;
  readonly submitted: SubmittedTasks;
}

/** Tasks that were submitted and not yet seen to end, by their ids. */
export type SubmittedTasks = Pick<Map<string, SubmittedAt>, 'get' | 'set' | 'delete'>;

interface SubmittedAt {
  readonly taskClass: string;
  /** Milliseconds since 1970. */
  readonly submittedAt: number;
}

/** How many submitted tasks are remembered until someone waits for them. */
const maxRemembered = 10_000;

/** Makes the state of clients that have not sent anything yet. */
export function createClientState(ports: {
  readonly clock: Clock;
  /** @default WebCrypto's */
  readonly random?: Random | undefined;
}): ClientState {
  const { clock, random = cryptoRandom } = ports;
  return {
    timings: createTimings(),
    gate: createRateGate({ clock, random }),
    submitted: new RecentTasks(),
  };
}

/** Forgets the oldest of too many. */
class RecentTasks extends Map<string, SubmittedAt> {
  override set(taskId: string, task: SubmittedAt): this {
    const [oldest] = this.keys();
    if (oldest !== undefined && this.size >= maxRemembered) this.delete(oldest);
    return super.set(taskId, task);
  }
}
