import { type Dispatcher, interceptors } from 'undici';

import { errorCode } from '../network/error-code.ts';
import { neverArrived } from '../network/never-arrived.ts';

/** What happened to one request so far, over all its attempts. */
export interface Attempts {
  /** Whether the head of an response has been read. */
  answered: boolean;
  /** Whether one of the failed attempts may have reached the API. */
  mayHaveArrived: boolean;
}

/**
 * Repeats a GET whose connection broke before it was answered: an idle connection that the server
 * had closed, a flake of the name server. At most twice; statuses are answers, never repeated.
 *
 * undici's own policy would also go on after half an response, asking for the rest with Range: that
 * suits a file, but glues together two readings of a task.
 */
export function retryBeforeResponse(
  attempts: Attempts,
  delayMilliseconds: number,
): Dispatcher.DispatcherComposeInterceptor {
  return interceptors.retry({
    statusCodes: [],
    retry: (error, { state }, settle) => {
      attempts.mayHaveArrived ||= !neverArrived(error);
      if (attempts.answered || state.counter > maximumRetries || !isFlake(error)) {
        return settle(error);
      }
      // undici clears the timer it is given back when the request is aborted.
      return setTimeout(settle, delayMilliseconds * 2 ** (state.counter - 1));
    },
  });
}

const maximumRetries = 2;

const flakeCodes = new Set(['EAI_AGAIN', 'ECONNRESET', 'EPIPE', 'UND_ERR_SOCKET']);

function isFlake(error: Error): boolean {
  return flakeCodes.has(errorCode(error));
}
