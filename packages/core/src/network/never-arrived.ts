import { errorChain, errorText } from './error-chain.ts';
import { errorCode } from './error-code.ts';

/**
 * Reports whether an error proves that the API never got the request: there was no connection, or
 * its TLS handshake failed. False for everything else, known or not: then it may have arrived.
 *
 * Looks at the causes too, because clients wrap the errors of the system. One of them has to prove
 * it, and none may contradict it.
 */
export function neverArrived(error: unknown): boolean {
  return neverArrivedWithin(error, 6);
}

/** The client reports these when it checks the server's certificate, before it sends any HTTP. */
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
 * Reported only during the handshake. Alerts that TLS 1.3 may send after it (a missing client
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

/**
 * The system calls before a request has a connection. Linux also reports EHOSTUNREACH on a
 * connection that has sent the request, so the call decides, not the code.
 */
const callsBeforeRequest = new Set(['connect', 'getaddrinfo']);

/** Only those calls report these; older n8n keeps no more than the code. */
const codesBeforeRequest = new Set([
  'EAI_AGAIN',
  'ECONNREFUSED',
  'ENOTFOUND',
  'UND_ERR_CONNECT_TIMEOUT',
]);

/** n8n blocked the address before it opened a connection. */
const blockedByHost = new Set(['SsrfBlockedHostnameError', 'SsrfBlockedIpError']);

function neverArrivedWithin(error: unknown, depth: number): boolean {
  const evidence = errorChain(error).map((link) => evidenceOf(link, depth));
  return evidence.includes('never-arrived') && !evidence.includes('may-have-arrived');
}

function evidenceOf(
  error: object,
  depth: number,
): 'never-arrived' | 'may-have-arrived' | undefined {
  if (error instanceof AggregateError && error.errors.length > 0) {
    // One error for each address (happy eyeballs): the request may have gone to any of them.
    const isProof = depth > 0 && error.errors.every((each) => neverArrivedWithin(each, depth - 1));
    return isProof ? 'never-arrived' : 'may-have-arrived';
  }
  const code = errorCode(error);
  if (certificateCodes.has(code) || handshakeCodes.has(code)) return 'never-arrived';
  const call = errorText(error, 'syscall');
  if (call !== '') return callsBeforeRequest.has(call) ? 'never-arrived' : 'may-have-arrived';
  const isProof = codesBeforeRequest.has(code) || blockedByHost.has(errorText(error, 'name'));
  return isProof ? 'never-arrived' : undefined;
}
