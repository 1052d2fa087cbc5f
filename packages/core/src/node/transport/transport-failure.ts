import { TransportError } from '../../errors.ts';
import { errorCode } from '../network/error-code.ts';
import { networkReason } from '../network/network-reason.ts';

/** What is known of an request that brought no response. */
export interface LostExchange {
  readonly base: URL;
  readonly mayHaveArrived: boolean;
  readonly headersLimitMilliseconds: number;
  readonly silenceLimitMilliseconds: number;
  readonly maximumAnswerBytes: number;
}

/** Makes the error for an request that brought no response, with what a person can do about it. */
export function transportFailure(error: unknown, request: LostExchange): TransportError {
  const { mayHaveArrived } = request;
  return new TransportError({ what: sayWhat(error, request), mayHaveArrived, cause: error });
}

function sayWhat(error: unknown, request: LostExchange): string {
  const { origin } = request.base;
  const reason = networkReason(error);
  if (!request.mayHaveArrived) {
    return `Could not reach ${origin} (${reason}). Check the base URL, and that the network or proxy lets you reach it.`;
  }
  if (reason === 'connection reset') {
    return `The connection to ${origin} was reset before the response was complete.`;
  }
  switch (errorCode(error)) {
    case 'UND_ERR_HEADERS_TIMEOUT':
      return `${origin} did not response within ${seconds(request.headersLimitMilliseconds)}.`;
    case 'UND_ERR_BODY_TIMEOUT':
      return `The response of ${origin} stopped midway for ${seconds(request.silenceLimitMilliseconds)}.`;
    case 'UND_ERR_RES_EXCEEDED_MAX_SIZE':
      return `The response of ${origin} is larger than ${request.maximumAnswerBytes} bytes, which no response of the API is. Check the base URL.`;
    default:
      return `No complete response came back from ${origin} (${reason}).`;
  }
}

function seconds(milliseconds: number): string {
  return `${milliseconds / 1000} s`;
}
