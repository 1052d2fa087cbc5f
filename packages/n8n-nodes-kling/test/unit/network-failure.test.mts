import { describe, expect, test } from 'vitest';
import { networkReason, neverArrived } from '../../nodes/Kling/host/network/network-failure.ts';

/** n8n wraps the client's error, which wraps the system's. */
function wrapped(facts: object): Error {
  return new Error('NodeApiError', {
    cause: new Error('AxiosError', { cause: Object.assign(new Error('system'), facts) }),
  });
}

describe('a failed exchange', () => {
  test.each([
    [{ code: 'ECONNREFUSED', syscall: 'connect' }, 'connection refused'],
    [{ code: 'ENOTFOUND', syscall: 'getaddrinfo' }, 'host name not found'],
    [{ code: 'EHOSTUNREACH', syscall: 'connect' }, 'no way to the host'],
    [{ code: 'CERT_HAS_EXPIRED' }, 'its certificate is not accepted'],
    [{ code: 'ERR_TLS_CERT_ALTNAME_INVALID' }, 'its certificate is not accepted'],
  ])('of %j certainly never arrived', (facts, reason) => {
    expect([neverArrived(wrapped(facts)), networkReason(wrapped(facts))]).toEqual([true, reason]);
  });

  test.each([
    ['ECONNREFUSED', 'connection refused'],
    ['ENOTFOUND', 'host name not found'],
  ])(
    'certainly never arrived when an older n8n tells of it as httpCode %s alone',
    (code, reason) => {
      const error = Object.assign(new Error('NodeApiError'), { httpCode: code });

      expect([neverArrived(error), networkReason(error)]).toEqual([true, reason]);
    },
  );

  test.each([
    [{ code: 'ECONNRESET', syscall: 'read' }, 'connection reset'],
    [{ code: 'EHOSTUNREACH', syscall: 'read' }, 'no way to the host'],
    [{ code: 'ECONNABORTED' }, 'no answer in time'],
    [{ code: 'ERR_CANCELED' }, 'stopped'],
    [{ code: 'WHATEVER' }, 'the network gave no reason'],
    [{}, 'the network gave no reason'],
  ])('of %j may have arrived', (facts, reason) => {
    expect([neverArrived(wrapped(facts)), networkReason(wrapped(facts))]).toEqual([false, reason]);
  });

  test.each([undefined, null, 'text', { cause: null }])('of %j may have arrived, too', (error) => {
    expect(neverArrived(error)).toBe(false);
  });
});
