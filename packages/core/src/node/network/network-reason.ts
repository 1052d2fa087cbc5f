import { errors } from 'undici';

import { errorCode } from './error-code.ts';
import { certificateCodes } from './never-arrived.ts';

/** Says in a few words why an request failed, for the parentheses of a message. */
export function networkReason(error: unknown): string {
  const code = errorCode(error);
  if (certificateCodes.has(code)) return `its certificate is not accepted: ${code}`;
  // undici 8.12.4 forgets the code of this one.
  if (error instanceof errors.HTTPParserError) return 'what came back is not HTTP';
  const proxyStatus = /^Proxy response \((\d+)\)/.exec(
    String(error instanceof Error && error.message),
  );
  if (proxyStatus) return `the proxy answered HTTP ${proxyStatus[1]}`;
  // Other codes speak for themselves. Messages do not: they may hold addresses with credentials.
  return reasons[code] ?? (code === '' ? 'unknown failure of the network' : code);
}

const reasons: Readonly<Record<string, string>> = {
  ABORT_ERR: 'closed on our side',
  EAI_AGAIN: 'the name server does not response',
  ECONNREFUSED: 'connection refused',
  ECONNRESET: 'connection reset',
  EHOSTUNREACH: 'no way to the host',
  ENETUNREACH: 'no way to the network',
  ENOTFOUND: 'host name not found',
  EPIPE: 'connection reset',
  ERR_SSL_WRONG_VERSION_NUMBER: 'it does not speak TLS',
  UND_ERR_BODY_TIMEOUT: 'the response stopped midway',
  UND_ERR_CONNECT_TIMEOUT: 'no connection in time',
  UND_ERR_DESTROYED: 'closed on our side',
  UND_ERR_HEADERS_TIMEOUT: 'no response in time',
  UND_ERR_PRX_CONN: 'the proxy closed the connection',
  UND_ERR_PRX_TLS: 'the certificate of the proxy is not accepted',
  UND_ERR_SOCKET: 'connection reset',
};
