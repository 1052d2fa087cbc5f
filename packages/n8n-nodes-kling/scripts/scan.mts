import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  analyzePackage,
  SOURCE_FILE_PATTERNS,
} from '@n8n/scan-community-package/scanner/scanner.mjs';
import { packInto } from './pack.mts';

/** What n8n scans before it verifies a package: the source, and the tarball as npm would serve it. */
const source = new URL('..', import.meta.url).pathname;
const folder = await mkdtemp(join(tmpdir(), 'n8n-scan-'));
try {
  await scan('source', source, SOURCE_FILE_PATTERNS);
  await scan('tarball', await packInto(folder), ['**/*.js', 'package.json']);
} finally {
  await rm(folder, { recursive: true });
}

async function scan(leg: string, directory: string, patterns: readonly string[]): Promise<void> {
  const { details, message, passed } = await analyzePackage(directory, patterns);
  const verdict = passed && message === undefined ? 'passes' : `refused. ${message ?? ''}`;
  process.stdout.write(`${leg}: ${verdict}\n${details ?? ''}`);
  if (!passed || message !== undefined) process.exitCode = 1;
}
