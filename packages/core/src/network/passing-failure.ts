import { errorChain } from './error-chain.ts';
import { errorCode } from './error-code.ts';

/** Reports whether a failure of the network may be over after a pause, unlike a bad certificate. */
export function isPassingFailure(error: unknown): boolean {
  return errorChain(error).some((link) => passingCodes.has(errorCode(link)));
}

/** Reports whether a server that responds like this may respond otherwise after a pause. */
export function isPassingStatus(httpStatus: number): boolean {
  return passingStatuses.has(httpStatus);
}

const passingCodes = new Set([
  'EAI_AGAIN',
  'ECONNABORTED',
  'ECONNREFUSED',
  'ECONNRESET',
  'EHOSTDOWN',
  'EHOSTUNREACH',
  'ENETDOWN',
  'ENETUNREACH',
  'ENOTFOUND',
  'EPIPE',
  'ETIMEDOUT',
  'UND_ERR_BODY_TIMEOUT',
  'UND_ERR_CONNECT_TIMEOUT',
  'UND_ERR_HEADERS_TIMEOUT',
  'UND_ERR_SOCKET',
]);

const passingStatuses = new Set([408, 425, 429, 500, 502, 503, 504]);
