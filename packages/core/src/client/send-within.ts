import { TransportError } from '../errors/response-errors.ts';
import type { Clock, HttpRequest, HttpResponse, Transport } from '../ports.ts';

/** How long an request may take. */
export interface SendLimits {
  /** Longest time for the whole request. */
  readonly milliseconds: number;
  /** How long an response under way is still waited for after an abort. @default 0 */
  readonly graceMilliseconds?: number;
  readonly signal?: AbortSignal | undefined;
}

/**
 * Carries one request and ends it in time, also over a transport that knows no time limit or is
 * deaf to abort.
 *
 * @throws {TransportError} when there is no response in time.
 * @throws the signal's reason, untouched, when the signal aborts.
 */
export async function sendWithin(
  { clock, transport }: { readonly clock: Clock; readonly transport: Transport },
  request: HttpRequest,
  { graceMilliseconds = 0, milliseconds, signal }: SendLimits,
): Promise<HttpResponse> {
  signal?.throwIfAborted();
  const stop = new AbortController();
  const over = new AbortController();
  const stopAfter = (pause: number, reason: unknown) => {
    const timer = clock.sleep(pause, over.signal);
    // The timer of an request that is over rejects, and nobody minds.
    timer.then(() => stop.abort(reason)).catch(() => {});
  };
  const onAbort = () => stopAfter(graceMilliseconds, signal?.reason);

  stopAfter(milliseconds, lateResponse(milliseconds));
  signal?.addEventListener('abort', onAbort, { once: true });
  try {
    return await Promise.race([
      transport.send({ ...request, signal: stop.signal }),
      rejectionOf(stop.signal),
    ]);
  } catch (error) {
    throw stop.signal.aborted ? stop.signal.reason : error;
  } finally {
    signal?.removeEventListener('abort', onAbort);
    over.abort();
  }
}

function lateResponse(milliseconds: number): TransportError {
  const what = `The API gave no response within ${Math.round(milliseconds / 1000)} s.`;
  return new TransportError({ what, mayHaveArrived: true });
}

function rejectionOf(signal: AbortSignal): Promise<never> {
  return new Promise((_resolve, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason), { once: true });
  });
}
