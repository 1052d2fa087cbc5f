import { errorChain, errorText } from './error-chain.ts';
import { errorCode } from './error-code.ts';
import { certificateCodes } from './never-arrived.ts';

/**
 * Describes in a few words why a request failed, for the parentheses of a message. Uses codes only:
 * the messages of errors may hold addresses with credentials.
 */
export function networkReason(error: unknown): string {
  const chain = errorChain(error);
  const known = chain.map(knownReason).find((reason) => reason !== undefined);
  return known ?? chain.map(errorCode).find(isCode) ?? 'unknown network error';
}

function knownReason(error: object): string | undefined {
  const code = errorCode(error);
  if (certificateCodes.has(code)) return `its certificate is not accepted: ${code}`;
  // undici 8.12.4 leaves the code out.
  if (code.startsWith('HPE_') || errorText(error, 'name') === 'HTTPParserError') {
    return 'the response is not HTTP';
  }
  const [, proxyStatus] = /^Proxy response \((\d{3})\)/.exec(errorText(error, 'message')) ?? [];
  return proxyStatus === undefined ? reasons[code] : `the proxy responded with HTTP ${proxyStatus}`;
}

const reasons: Readonly<Record<string, string | undefined>> = {
  ABORT_ERR: 'closed on our side',
  EAI_AGAIN: 'the name server does not respond',
  ECONNABORTED: 'timed out',
  ECONNREFUSED: 'connection refused',
  ECONNRESET: 'connection reset',
  EHOSTUNREACH: 'host unreachable',
  ENETUNREACH: 'network unreachable',
  ENOTFOUND: 'host name not found',
  EPIPE: 'connection reset',
  ERR_BAD_RESPONSE: 'the response was cut off',
  ERR_BUFFER_TOO_LARGE: 'the response is larger than any of the API',
  ERR_CANCELED: 'closed on our side',
  ERR_RESPONSE_TOO_LARGE: 'the response is larger than any of the API',
  ERR_SSL_WRONG_VERSION_NUMBER: 'the server does not use TLS',
  ERR_STREAM_PREMATURE_CLOSE: 'the response was cut off',
  ETIMEDOUT: 'timed out',
  UND_ERR_BODY_TIMEOUT: 'the response stopped midway',
  UND_ERR_CONNECT_TIMEOUT: 'no connection in time',
  UND_ERR_DESTROYED: 'closed on our side',
  UND_ERR_HEADERS_TIMEOUT: 'no response in time',
  UND_ERR_PRX_CONN: 'the proxy closed the connection',
  UND_ERR_PRX_TLS: 'the certificate of the proxy is not accepted',
  UND_ERR_SOCKET: 'connection reset',
  Z_BUF_ERROR: 'the response was cut off',
  Z_DATA_ERROR: 'the response is not compressed correctly',
};

/** n8n puts HTTP statuses into the same place. */
function isCode(code: string): boolean {
  return /^[A-Z][A-Z0-9_/]{2,60}$/.test(code);
}
