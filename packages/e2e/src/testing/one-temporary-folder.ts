import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/**
 * Lets everything that a run of tests puts into the system's temporary folder go into one folder,
 * and takes that away at the end: vitest ends its workers before they could clean up themselves.
 */
export function setup(): () => void {
  const folder = mkdtempSync(join(tmpdir(), 'kling-tests-'));
  process.env.TMPDIR = folder;
  return () => rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
}
