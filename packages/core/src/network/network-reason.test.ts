import { errors } from 'undici';
import { expect, test } from 'vitest';

import { networkReason } from './network-reason.ts';

test.each([
  ['ENOTFOUND', 'host name not found'],
  ['UND_ERR_SOCKET', 'connection reset'],
  ['CERT_HAS_EXPIRED', 'its certificate is not accepted: CERT_HAS_EXPIRED'],
  ['HPE_INVALID_CONSTANT', 'the response is not HTTP'],
  ['UND_ERR_SOMETHING_NEW', 'UND_ERR_SOMETHING_NEW'],
])('%s is described as: %s', (code, reason) => {
  expect(networkReason(Object.assign(new Error('details'), { code }))).toBe(reason);
});

test('a cause is described when the error itself is not known', () => {
  const cause = Object.assign(new Error('read'), { code: 'ECONNRESET' });
  const error = Object.assign(new Error('wrapped', { cause }), { code: 'ERR_NETWORK' });

  expect(networkReason(error)).toBe('connection reset');
});

test('the status of a proxy is described', () => {
  const rejected = new errors.RequestAbortedError(
    'Proxy response (407) !== 200 when HTTP Tunneling',
  );

  expect(networkReason(rejected)).toBe('the proxy responded with HTTP 407');
});

test('a response that is not HTTP is described without its text', () => {
  expect(networkReason(new errors.HTTPParserError('SSH-2.0'))).toBe('the response is not HTTP');
});

test.each([
  ['an error without a code', new Error('http://user:password@proxy')],
  ['an error with a code that is not text', Object.assign(new Error('odd'), { code: 7 })],
  ['an error with an HTTP status as its code', Object.assign(new Error('odd'), { code: '502' })],
  ['an error without a prototype', Object.create(null)],
  ['something else', 'odd'],
])('%s is described without its text', (_name, error) => {
  expect(networkReason(error)).toBe('unknown network error');
});
