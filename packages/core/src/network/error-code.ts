import { errorText } from './error-chain.ts';

/** Reads the code of one error of a system or an HTTP client, such as `ECONNRESET`; or an empty text. */
export function errorCode(error: unknown): string {
  if (typeof error !== 'object' || error === null) return '';
  // n8n's own errors name it `httpCode`, and before n8n 2.31 they keep nothing else of the failure.
  const code = errorText(error, 'code') || errorText(error, 'httpCode');
  return code === 'EPROTO' ? opensslCode(error) : code;
}

/**
 * Node.js 24 still reports what OpenSSL found during a write as EPROTO, with the reason only in the
 * message: `…:SSL routines:tls_validate_record_header:wrong version number:…`.
 */
function opensslCode(error: object): string {
  const message = errorText(error, 'message').slice(0, 500);
  const [, reason] = /:SSL routines:[^:]*:([^:]+):/.exec(message) ?? [];
  return reason === undefined ? 'EPROTO' : `ERR_SSL_${reason.toUpperCase().replaceAll(' ', '_')}`;
}
