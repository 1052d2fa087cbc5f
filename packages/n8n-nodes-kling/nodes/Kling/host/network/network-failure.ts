/** Reads the code of a failed call: n8n keeps it in a chain of causes. */
function causes(error: unknown, depth = 6): readonly object[] {
  if (typeof error !== 'object' || error === null || depth === 0) return [];
  const cause: unknown = Reflect.get(error, 'cause');
  return [error, ...causes(cause, depth - 1)];
}

/** The calls that come before a request has a connection to travel on. */
const callsBeforeRequest = new Set(['getaddrinfo', 'connect']);

/** What only those calls can say; n8n before 2.31 keeps no more than this of them. */
const codesBeforeRequest = new Set(['EAI_AGAIN', 'ECONNREFUSED', 'ENOTFOUND']);

/** Said while the certificate is checked, before a byte of HTTP is sent (contract.md §5). */
const certificateCodes = new Set([
  'CERT_HAS_EXPIRED',
  'CERT_NOT_YET_VALID',
  'CERT_REVOKED',
  'CERT_SIGNATURE_FAILURE',
  'CERT_UNTRUSTED',
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'ERR_SSL_WRONG_VERSION_NUMBER',
  'ERR_TLS_CERT_ALTNAME_INVALID',
  'SELF_SIGNED_CERT_IN_CHAIN',
  'UNABLE_TO_GET_ISSUER_CERT',
  'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
]);

/** Refused by n8n itself before it opened a connection. */
const hostRefusals = /SSRF|egress|not allowed/i;

/**
 * Whether it is certain that the server never saw the request. Everything else, known or not,
 * counts as "may have arrived".
 */
export function neverArrived(error: unknown): boolean {
  return causes(error).some(
    (cause) =>
      callsBeforeRequest.has(text(cause, 'syscall')) ||
      codesBeforeRequest.has(codeOf(cause)) ||
      certificateCodes.has(codeOf(cause)) ||
      hostRefusals.test(cause.constructor.name),
  );
}

/** Says in a few words why an exchange failed; never an address or a header. */
export function networkReason(error: unknown): string {
  for (const cause of causes(error)) {
    const code = codeOf(cause);
    if (certificateCodes.has(code)) return 'its certificate is not accepted';
    const reason = reasons[code];
    if (reason !== undefined) return reason;
  }
  return 'the network gave no reason';
}

const reasons: Readonly<Record<string, string>> = {
  EAI_AGAIN: 'the name server does not answer',
  ECONNABORTED: 'no answer in time',
  ECONNREFUSED: 'connection refused',
  ECONNRESET: 'connection reset',
  EHOSTUNREACH: 'no way to the host',
  ENETUNREACH: 'no way to the network',
  ENOTFOUND: 'host name not found',
  EPIPE: 'connection reset',
  ERR_BAD_RESPONSE: 'the answer broke off',
  ERR_CANCELED: 'stopped',
  ETIMEDOUT: 'no answer in time',
};

/** n8n's own errors call it the HTTP code, whatever it is. */
function codeOf(cause: object): string {
  return text(cause, 'code') || text(cause, 'httpCode');
}

function text(holder: object, key: string): string {
  const value: unknown = Reflect.get(holder, key);
  return typeof value === 'string' ? value : '';
}
