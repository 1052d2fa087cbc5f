import { TransportError } from '../errors.ts';
import { networkReason } from './network-reason.ts';
import { neverArrived } from './never-arrived.ts';

/** Creates the error for a request to the API that got no complete response, in every host. */
export function transportFailure(
  error: unknown,
  facts: {
    /** Where the request went. */
    readonly origin: string;
    /** Whether the API may have got it. @default whatever `error` proves */
    readonly mayHaveArrived?: boolean | undefined;
    /** Only what holds no API key: clients keep the headers of the request in their errors. */
    readonly cause?: unknown;
  },
): TransportError {
  const { cause, origin, mayHaveArrived = !neverArrived(error) } = facts;
  const reason = networkReason(error);
  const what = mayHaveArrived
    ? `No complete response came back from ${origin} (${reason}).`
    : `Could not reach ${origin} (${reason}). Check the base URL, and that the network or proxy lets you reach it.`;
  return new TransportError({ what, mayHaveArrived, cause });
}
