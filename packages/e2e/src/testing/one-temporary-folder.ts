import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/**
 * Puts all temporary files of a test run into one folder and removes it at the end, because vitest
 * ends its workers before they can clean up themselves.
 */
export function setup(): () => void {
  const folder = mkdtempSync(join(tmpdir(), 'kling-tests-'));
  process.env.TMPDIR = folder;
  return () => rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
}
