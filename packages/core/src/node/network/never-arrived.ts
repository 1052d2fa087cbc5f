import { errorCode } from './error-code.ts';

/**
 * Tells whether it is certain that the server never saw the request: the connection, or its TLS
 * handshake, never came to be. Everything else, known or not, counts as "may have arrived".
 */
export function neverArrived(error: unknown, depth = 5): boolean {
  if (!(error instanceof Error) || depth === 0) return false;
  if (error instanceof AggregateError) {
    // One error an address (happy eyeballs): the request may have gone to any of them.
    return error.errors.length > 0 && error.errors.every((each) => neverArrived(each, depth - 1));
  }
  return failedBeforeRequest(error) || neverArrived(error.cause, depth - 1);
}

/**
 * ENOTFOUND, EAI_AGAIN; ECONNREFUSED, EHOSTUNREACH, ENETUNREACH. The call is what is certain, not
 * the code: Linux also reports EHOSTUNREACH on a connection that stood and had sent the request.
 */
const systemCallsBeforeRequest = new Set(['getaddrinfo', 'connect']);

/** Said by the client while it checks the server's certificate, before it sends a byte of HTTP. */
export const certificateCodes: ReadonlySet<string> = new Set([
  'CERT_CHAIN_TOO_LONG',
  'CERT_HAS_EXPIRED',
  'CERT_NOT_YET_VALID',
  'CERT_REJECTED',
  'CERT_REVOKED',
  'CERT_SIGNATURE_FAILURE',
  'CERT_UNTRUSTED',
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'ERR_TLS_CERT_ALTNAME_FORMAT',
  'ERR_TLS_CERT_ALTNAME_INVALID',
  'HOSTNAME_MISMATCH',
  'INVALID_CA',
  'INVALID_PURPOSE',
  'PATH_LENGTH_EXCEEDED',
  'SELF_SIGNED_CERT_IN_CHAIN',
  'UNABLE_TO_GET_ISSUER_CERT',
  'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
]);

/**
 * Said only during the handshake. Alerts that TLS 1.3 may send after it (a missing client
 * certificate) and broken records are not among them: the request may have been read by then.
 */
const handshakeCodes = new Set([
  'ERR_SSL_NO_PROTOCOLS_AVAILABLE',
  'ERR_SSL_SSLV3_ALERT_HANDSHAKE_FAILURE',
  'ERR_SSL_SSL/TLS_ALERT_HANDSHAKE_FAILURE',
  'ERR_SSL_TLSV1_ALERT_PROTOCOL_VERSION',
  'ERR_SSL_TLSV1_UNRECOGNIZED_NAME',
  'ERR_SSL_UNSUPPORTED_PROTOCOL',
  'ERR_SSL_WRONG_VERSION_NUMBER',
]);

function failedBeforeRequest(error: Error): boolean {
  if ('syscall' in error && typeof error.syscall === 'string') {
    return systemCallsBeforeRequest.has(error.syscall);
  }
  const code = errorCode(error);
  return (
    code === 'UND_ERR_CONNECT_TIMEOUT' || certificateCodes.has(code) || handshakeCodes.has(code)
  );
}
