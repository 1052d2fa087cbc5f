import { createTimings, type Timings } from '../polling/expectation.ts';
import type { Clock, Random } from '../ports.ts';
import { cryptoRandom } from './crypto-random.ts';
import { createRateGate, type RateGate } from './rate-gate.ts';

/** What clients know of the API; those of one key can share it. Made by {@link createClientState}. */
export interface ClientState {
  readonly timings: Timings;
  readonly gate: RateGate;
}

/** Makes the state of clients that have not sent anything yet. */
export function createClientState(ports: {
  readonly clock: Clock;
  /** @default WebCrypto's */
  readonly random?: Random | undefined;
}): ClientState {
  const { clock, random = cryptoRandom } = ports;
  return { timings: createTimings(), gate: createRateGate({ clock, random }) };
}
