import { errors } from 'undici';
import { expect, test } from 'vitest';

import { networkReason } from './network-reason.ts';

test.each([
  ['ENOTFOUND', 'host name not found'],
  ['UND_ERR_SOCKET', 'connection reset'],
  ['CERT_HAS_EXPIRED', 'its certificate is not accepted: CERT_HAS_EXPIRED'],
  ['UND_ERR_SOMETHING_NEW', 'UND_ERR_SOMETHING_NEW'],
])('%s is told as: %s', (code, reason) => {
  expect(networkReason(Object.assign(new Error('details'), { code }))).toBe(reason);
});

test('the status of a proxy is told', () => {
  const refusal = new errors.RequestAbortedError(
    'Proxy response (407) !== 200 when HTTP Tunneling',
  );

  expect(networkReason(refusal)).toBe('the proxy answered HTTP 407');
});

test('an response that is not HTTP is told, its text is not', () => {
  expect(networkReason(new errors.HTTPParserError('SSH-2.0'))).toBe('what came back is not HTTP');
});

test.each([
  ['an error without a code', new Error('http://user:password@proxy')],
  ['an error with a code that is no text', Object.assign(new Error('odd'), { code: 7 })],
  ['something else', 'odd'],
])('%s is told without its words', (_name, error) => {
  expect(networkReason(error)).toBe('unknown failure of the network');
});
