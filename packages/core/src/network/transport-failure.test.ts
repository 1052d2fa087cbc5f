import { expect, test } from 'vitest';

import { transportFailure } from './transport-failure.ts';

const refused = Object.assign(new Error('no'), { code: 'ECONNREFUSED', syscall: 'connect' });
const reset = Object.assign(new Error('no'), { code: 'ECONNRESET', syscall: 'read' });
const origin = 'https://apiin.one';

test('a request that never arrived may be sent again', () => {
  const failure = transportFailure(refused, { origin });

  expect([failure.mayHaveArrived, failure.cause]).toEqual([false, undefined]);
  expect(failure.message).toBe(
    'Could not reach https://apiin.one (connection refused). Check the base URL, and that the network or proxy lets you reach it.',
  );
});

test('a request that may have arrived got no complete response', () => {
  const failure = transportFailure(reset, { origin, cause: reset });

  expect(failure).toMatchObject({ mayHaveArrived: true, cause: reset });
  expect(failure.message).toBe(
    'No complete response came back from https://apiin.one (connection reset).',
  );
});

test('an earlier attempt that may have arrived counts', () => {
  expect(transportFailure(refused, { origin, mayHaveArrived: true }).mayHaveArrived).toBe(true);
});
