import { readFile } from 'node:fs/promises';
import { describe, expect, test } from 'vitest';
import type { ErrorCode } from './index.ts';

/** A new code does not compile until it is here, and then fails until the README has it. */
const codes: Record<ErrorCode, true> = {
  'invalid-request': true,
  'budget-exceeded': true,
  unauthorized: true,
  'insufficient-credits': true,
  'rate-limited': true,
  refused: true,
  transport: true,
  unavailable: true,
  'unexpected-response': true,
  'ambiguous-submission': true,
  'task-not-found': true,
  'task-failed': true,
  'deadline-exceeded': true,
  aborted: true,
  download: true,
  ledger: true,
};

describe('the README', () => {
  test('explains every error code once', async () => {
    const readme = await readFile(new URL('../README.md', import.meta.url), 'utf8');

    const explained = [...readme.matchAll(/^\| `([a-z-]+)` \| .+ \| .+ \| .+ \|$/gm)];

    expect(explained.map(([, code]) => code)).toEqual(Object.keys(codes));
  });
});
