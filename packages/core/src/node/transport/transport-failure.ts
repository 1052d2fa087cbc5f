import { TransportError } from '../../errors.ts';
import { errorCode } from '../network/error-code.ts';
import { networkReason } from '../network/network-reason.ts';

/** What is known of an exchange that brought no answer. */
export interface LostExchange {
  readonly base: URL;
  readonly mayHaveArrived: boolean;
  readonly headersLimitMilliseconds: number;
  readonly silenceLimitMilliseconds: number;
  readonly maximumAnswerBytes: number;
}

/** Makes the error for an exchange that brought no answer, with what a person can do about it. */
export function transportFailure(error: unknown, exchange: LostExchange): TransportError {
  const { mayHaveArrived } = exchange;
  return new TransportError({ what: sayWhat(error, exchange), mayHaveArrived, cause: error });
}

function sayWhat(error: unknown, exchange: LostExchange): string {
  const { origin } = exchange.base;
  const reason = networkReason(error);
  if (!exchange.mayHaveArrived) {
    return `Could not reach ${origin} (${reason}). Check the base URL, and that the network or proxy lets you reach it.`;
  }
  if (reason === 'connection reset') {
    return `The connection to ${origin} was reset before the answer was complete.`;
  }
  switch (errorCode(error)) {
    case 'UND_ERR_HEADERS_TIMEOUT':
      return `${origin} did not answer within ${seconds(exchange.headersLimitMilliseconds)}.`;
    case 'UND_ERR_BODY_TIMEOUT':
      return `The answer of ${origin} stopped midway for ${seconds(exchange.silenceLimitMilliseconds)}.`;
    case 'UND_ERR_RES_EXCEEDED_MAX_SIZE':
      return `The answer of ${origin} is larger than ${exchange.maximumAnswerBytes} bytes, which no answer of the API is. Check the base URL.`;
    default:
      return `No complete answer came back from ${origin} (${reason}).`;
  }
}

function seconds(milliseconds: number): string {
  return `${milliseconds / 1000} s`;
}
