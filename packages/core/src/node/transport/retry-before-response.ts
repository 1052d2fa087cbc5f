import { type Dispatcher, interceptors } from 'undici';

import { errorCode } from '../../network/error-code.ts';
import { neverArrived } from '../../network/never-arrived.ts';

/** What happened to one request so far, over all its attempts. */
export interface Attempts {
  /** Whether the head of a response has been read. */
  hasResponse: boolean;
  /** Whether one of the failed attempts may have reached the API. */
  mayHaveArrived: boolean;
}

/**
 * Repeats a GET whose connection broke before the response: an idle connection that the server had
 * closed, a name server that failed once. At most twice, and never because of a status.
 *
 * undici's own policy would also request the second half of a response with Range: right for a
 * file, but it would join two different states of a task.
 */
export function retryBeforeResponse(
  attempts: Attempts,
  delayMilliseconds: number,
): Dispatcher.DispatcherComposeInterceptor {
  return interceptors.retry({
    statusCodes: [],
    retry: (error, { state }, settle) => {
      attempts.mayHaveArrived ||= !neverArrived(error);
      if (attempts.hasResponse || state.counter > maximumRetries || !isFlake(error)) {
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
