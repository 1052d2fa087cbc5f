import { expect, test } from 'vitest';

import * as entry from './index.ts';

test('the entry exports a transport and its check, a clock, a download and a file ledger, and nothing else', () => {
  expect(Object.keys(entry).sort()).toEqual([
    'checkTransportSettings',
    'createFileLedger',
    'createUndiciTransport',
    'downloadVideo',
    'systemClock',
  ]);
});
