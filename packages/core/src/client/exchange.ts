import { TransportError } from '../errors/answer.ts';
import type { Answer, Clock, Exchange, Transport } from '../ports.ts';

/** How long an exchange may take. */
export interface ExchangeLimits {
  /** Longest time for the whole exchange. */
  readonly milliseconds: number;
  /** How long an answer under way is still waited for after an abort. @default 0 */
  readonly graceMilliseconds?: number;
  readonly signal?: AbortSignal | undefined;
}

/**
 * Carries one exchange and ends it in time, also over a transport that knows no time limit or is
 * deaf to abort.
 *
 * @throws {TransportError} when there is no answer in time.
 * @throws the signal's reason, untouched, when the signal aborts.
 */
export async function exchangeWithin(
  { clock, transport }: { readonly clock: Clock; readonly transport: Transport },
  exchange: Exchange,
  { graceMilliseconds = 0, milliseconds, signal }: ExchangeLimits,
): Promise<Answer> {
  signal?.throwIfAborted();
  const stop = new AbortController();
  const over = new AbortController();
  const stopAfter = (pause: number, reason: unknown) => {
    const timer = clock.sleep(pause, over.signal);
    // The timer of an exchange that is over rejects, and nobody minds.
    timer.then(() => stop.abort(reason)).catch(() => {});
  };
  const onAbort = () => stopAfter(graceMilliseconds, signal?.reason);

  stopAfter(milliseconds, lateAnswer(milliseconds));
  signal?.addEventListener('abort', onAbort, { once: true });
  try {
    return await Promise.race([
      transport.send({ ...exchange, signal: stop.signal }),
      rejectionOf(stop.signal),
    ]);
  } catch (error) {
    throw stop.signal.aborted ? stop.signal.reason : error;
  } finally {
    signal?.removeEventListener('abort', onAbort);
    over.abort();
  }
}

function lateAnswer(milliseconds: number): TransportError {
  const what = `The API gave no answer within ${Math.round(milliseconds / 1000)} s.`;
  return new TransportError({ what, mayHaveArrived: true });
}

function rejectionOf(signal: AbortSignal): Promise<never> {
  return new Promise((_resolve, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason), { once: true });
  });
}
