import { expect, test } from 'vitest';

import * as entry from './index.ts';

test('the entry exports a transport, a clock, a download and a file ledger, and nothing else', () => {
  expect(Object.keys(entry).sort()).toEqual([
    'createFileLedger',
    'createUndiciTransport',
    'downloadVideo',
    'systemClock',
  ]);
});
