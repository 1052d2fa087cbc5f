import { type ErrorCode, InvalidRequestError, redact, VideoApiError } from '@kling-automation/core';
import { NodeOperationError } from 'n8n-workflow';
import { issueText } from './issue-text.ts';

/** What a failed item has, on the error output and with Continue On Fail. */
export interface FailedItem {
  readonly taskId: string | null;
  readonly code: ErrorCode | 'stopped' | 'unexpected';
  readonly message: string;
  readonly mayHaveBeenCharged: boolean;
  readonly retryable: boolean;
}

/** A failure whose facts were read before, and kept while the execution was parked. */
export class ReportedFailure extends Error {
  readonly facts: FailedItem;

  constructor(facts: FailedItem) {
    super(facts.message);
    this.facts = facts;
  }
}

/** Reads the facts of anything that was thrown. */
export function failureFacts(error: unknown): FailedItem {
  const facts = readFacts(error);
  // A key of the ledger helps nobody; a database may report one.
  const message = facts.message.replace(/\b[0-9a-f]{64}\b/g, (hex) =>
    hex === facts.taskId ? hex : '…',
  );
  return { ...facts, message };
}

function readFacts(error: unknown): FailedItem {
  if (error instanceof ReportedFailure) return error.facts;
  if (error instanceof InvalidRequestError) {
    return { ...plain, code: error.code, message: error.issues.map(issueText).join(' ') };
  }
  if (error instanceof VideoApiError) {
    const { code, mayHaveBeenCharged, message, retryable, taskId = null } = error;
    return { taskId, code, message, mayHaveBeenCharged, retryable };
  }
  if (error instanceof NodeOperationError) {
    const message = [error.message, error.description].filter(Boolean).join('. ');
    return { ...plain, code: 'unexpected', message };
  }
  const message = error instanceof Error ? error.message : String(error);
  return { ...plain, code: 'unexpected', message: redact(message) };
}

const plain = { taskId: null, mayHaveBeenCharged: false, retryable: false };
