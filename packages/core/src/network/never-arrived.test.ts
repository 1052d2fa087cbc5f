import { errors } from 'undici';
import { describe, expect, test } from 'vitest';

import { neverArrived } from './never-arrived.ts';

function systemError(code: string, syscall?: string): Error {
  return Object.assign(new Error(code), { code }, syscall === undefined ? {} : { syscall });
}

describe('a request certainly never arrived', () => {
  test.each([
    ['ENOTFOUND', 'getaddrinfo'],
    ['EAI_AGAIN', 'getaddrinfo'],
    ['ECONNREFUSED', 'connect'],
    ['EHOSTUNREACH', 'connect'],
    ['ENETUNREACH', 'connect'],
    ['ETIMEDOUT', 'connect'],
  ])('when %s came from %s', (code, syscall) => {
    expect(neverArrived(systemError(code, syscall))).toBe(true);
  });

  test.each([
    'CERT_HAS_EXPIRED',
    'DEPTH_ZERO_SELF_SIGNED_CERT',
    'ERR_TLS_CERT_ALTNAME_INVALID',
    'SELF_SIGNED_CERT_IN_CHAIN',
    'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
    'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
    'ERR_SSL_TLSV1_ALERT_PROTOCOL_VERSION',
    'ERR_SSL_WRONG_VERSION_NUMBER',
  ])('when TLS ended with %s', (code) => {
    expect(neverArrived(systemError(code))).toBe(true);
  });

  test.each(['ENOTFOUND', 'EAI_AGAIN', 'ECONNREFUSED'])(
    'when an older n8n kept nothing but %s',
    (httpCode) => {
      expect(neverArrived(Object.assign(new Error('NodeApiError'), { httpCode }))).toBe(true);
    },
  );

  test.each(['SsrfBlockedHostnameError', 'SsrfBlockedIpError'])(
    'when n8n blocked the address (%s)',
    (name) => {
      const blocked = Object.assign(new Error('blocked'), { name });

      expect(neverArrived(new Error('NodeApiError', { cause: blocked }))).toBe(true);
    },
  );

  test('when there was no connection in time', () => {
    expect(neverArrived(new errors.ConnectTimeoutError())).toBe(true);
  });

  test('when no address of the host took the connection', () => {
    const refused = systemError('ECONNREFUSED', 'connect');
    const unreachable = systemError('ENETUNREACH', 'connect');

    expect(neverArrived(new AggregateError([refused, unreachable]))).toBe(true);
  });

  test('when that is the cause of what was thrown', () => {
    const refused = systemError('ECONNREFUSED', 'connect');
    const error = new TypeError('failed', { cause: new Error('proxy', { cause: refused }) });

    expect(neverArrived(error)).toBe(true);
  });
});

describe('a request may have arrived', () => {
  test.each([
    ['ECONNRESET', 'read'],
    ['EHOSTUNREACH', 'read'],
    ['ETIMEDOUT', 'read'],
    ['EPIPE', 'write'],
  ])('when %s came from %s', (code, syscall) => {
    expect(neverArrived(systemError(code, syscall))).toBe(false);
  });

  test.each([
    'ECONNRESET',
    'ERR_SSL_TLSV13_ALERT_CERTIFICATE_REQUIRED',
    'ERR_SSL_DECRYPTION_FAILED_OR_BAD_RECORD_MAC',
    'UND_ERR_ABORTED',
    'UND_ERR_HEADERS_TIMEOUT',
    'UND_ERR_SOCKET',
  ])('when it ended with %s', (code) => {
    expect(neverArrived(systemError(code))).toBe(false);
  });

  test('when one address of the host may have taken it', () => {
    const refused = systemError('ECONNREFUSED', 'connect');
    const reset = systemError('ECONNRESET', 'read');

    expect(neverArrived(new AggregateError([refused, reset]))).toBe(false);
    expect(neverArrived(new AggregateError([]))).toBe(false);
  });

  test('when one of its causes contradicts the others', () => {
    const reset = systemError('ECONNRESET', 'read');
    const refused = Object.assign(systemError('ECONNREFUSED', 'connect'), { cause: reset });

    expect(neverArrived(refused)).toBe(false);
  });

  test('when errors contain themselves', () => {
    const circular = new AggregateError([]);
    circular.errors.push(circular);

    expect(neverArrived(circular)).toBe(false);
  });

  test('when something else was thrown', () => {
    expect(neverArrived('ECONNREFUSED')).toBe(false);
    expect(neverArrived(undefined)).toBe(false);
    expect(neverArrived(Object.create(null))).toBe(false);
    expect(neverArrived(new Error('odd'))).toBe(false);
    expect(neverArrived(Object.assign(new Error('odd'), { syscall: 7 }))).toBe(false);
  });

  test('when the causes go in a circle', () => {
    const circular = new Error('odd');
    circular.cause = circular;

    expect(neverArrived(circular)).toBe(false);
  });
});
