import { expect, test } from 'vitest';

import { errorCode } from './error-code.ts';

test.each([
  [{ code: 'ECONNRESET' }, 'ECONNRESET'],
  [{ httpCode: 'ECONNRESET' }, 'ECONNRESET'],
  [{ code: 7 }, ''],
  [{}, ''],
  ['ECONNRESET', ''],
  [null, ''],
])('the code of %j is %j', (error, code) => {
  expect(errorCode(error)).toBe(code);
});

test('EPROTO is named after what OpenSSL found', () => {
  const error = Object.assign(
    new Error(
      'write EPROTO 407D82AC757F0000:error:0A00010B:SSL routines:tls_validate_record_header:wrong version number:../deps/openssl/openssl/ssl/record/methods/tlsany_meth.c:77:\n',
    ),
    { code: 'EPROTO', syscall: 'write' },
  );

  expect(errorCode(error)).toBe('ERR_SSL_WRONG_VERSION_NUMBER');
});

test('EPROTO stays EPROTO when its message has no reason', () => {
  expect(errorCode(Object.assign(new Error('write EPROTO'), { code: 'EPROTO' }))).toBe('EPROTO');
});
