import type { RequestIssue } from './request-issue.ts';
import { VideoApiError } from './video-api-error.ts';

/** Refused here, before anything was sent; `issues` holds every failure, each with its field. */
export class InvalidRequestError extends VideoApiError {
  readonly issues: readonly RequestIssue[];

  constructor(issues: readonly RequestIssue[]) {
    const failures = issues.map(({ field, message }) => (field ? `${field}: ${message}` : message));
    super(
      'invalid-request',
      `Nothing was sent, since the input is not valid. ${failures.join(' ')}`,
    );
    this.issues = issues;
  }
}

/** The whole run would cost more than allowed; nothing was sent. */
export class BudgetExceededError extends VideoApiError {
  readonly neededCredits: number;
  readonly maxCredits: number;

  constructor(facts: { neededCredits: number; maxCredits: number; videos: number }) {
    const { neededCredits, maxCredits, videos } = facts;
    super(
      'budget-exceeded',
      `${videos === 1 ? 'This video costs' : `These ${videos} videos cost`} ${neededCredits} credits, more than the limit of ${maxCredits}. Nothing was submitted. Raise the limit, or ask for fewer seconds, std mode or no sound.`,
    );
    this.neededCredits = neededCredits;
    this.maxCredits = maxCredits;
  }
}

/**
 * The ledger could not be read or written. Before a submission this stops it; after one it is only
 * reported, since the video is paid and goes on.
 */
export class LedgerError extends VideoApiError {
  constructor(facts: { what: string; taskId?: string | undefined; cause: unknown }) {
    super('ledger', facts.what, {
      taskId: facts.taskId,
      mayHaveBeenCharged: facts.taskId !== undefined,
      retryable: true,
      cause: facts.cause,
    });
  }
}
