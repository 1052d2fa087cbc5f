import { expect, test } from 'vitest';

import * as entry from './index.ts';

test('the entry lends a transport, a clock and a download, and nothing else', () => {
  expect(Object.keys(entry).sort()).toEqual([
    'createUndiciTransport',
    'downloadVideo',
    'systemClock',
  ]);
});
