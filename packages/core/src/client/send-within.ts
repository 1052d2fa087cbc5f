import { TransportError } from '../errors/response-errors.ts';
import type { Clock, HttpRequest, HttpResponse, Transport } from '../ports.ts';
import { runWithin, type TimeLimits } from './run-within.ts';

/**
 * Sends one request and ends it in time, also over a transport that has no time limit or ignores an
 * abort.
 *
 * @throws {TransportError} when there is no response in time.
 * @throws the signal's reason, untouched, when the signal aborts.
 */
export function sendWithin(
  { clock, transport }: { readonly clock: Clock; readonly transport: Transport },
  request: HttpRequest,
  limits: TimeLimits,
): Promise<HttpResponse> {
  const send = (signal: AbortSignal) => transport.send({ ...request, signal });
  return runWithin(clock, send, limits, () => {
    const what = `The API did not respond within ${Math.round(limits.milliseconds / 1000)} s.`;
    return new TransportError({ what, mayHaveArrived: true });
  });
}
