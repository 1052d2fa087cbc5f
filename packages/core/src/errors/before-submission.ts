import type { RequestIssue } from './request-issue.ts';
import { sentences } from './sentences.ts';
import { VideoApiError } from './video-api-error.ts';

/** Refused here, before anything was sent; `issues` has every issue, each with its field. */
export class InvalidRequestError extends VideoApiError {
  readonly issues: readonly RequestIssue[];

  constructor(issues: readonly RequestIssue[]) {
    const texts = issues.map(({ field, message }) => (field ? `${field}: ${message}` : message));
    super('invalid-request', `The input is not valid, so nothing was sent. ${texts.join(' ')}`);
    this.issues = issues;
  }
}

/** The videos would cost more than a limit allows; nothing was sent for them. */
export class BudgetExceededError extends VideoApiError {
  /** Credits of the videos that would be submitted. */
  readonly neededCredits: number;
  readonly maxCredits: number;
  /** Credits that the scope of the limit may have spent before. */
  readonly spentCredits: number;

  constructor(facts: {
    neededCredits: number;
    maxCredits: number;
    videos: number;
    /** @default 0 */
    spentCredits?: number | undefined;
    /** Credits of tasks that failed, among those spent. @default 0 */
    failedCredits?: number | undefined;
    /** Which limit it is. @default the limit of this run */
    limit?: string | undefined;
  }) {
    const { failedCredits = 0, limit = 'the limit', maxCredits, neededCredits } = facts;
    const { spentCredits = 0, videos } = facts;
    const enough = spentCredits + neededCredits;
    super(
      'budget-exceeded',
      sentences(
        spentCredits === 0
          ? `${videos === 1 ? 'This video costs' : `These ${videos} videos cost`} ${neededCredits} credits, more than ${limit} of ${maxCredits}.`
          : `${videos === 1 ? 'This video costs' : `These ${videos} videos cost`} ${neededCredits} credits and up to ${spentCredits} are already spent: together more than ${limit} of ${maxCredits}.`,
        `Nothing was submitted for ${videos === 1 ? 'it' : 'them'}.`,
        failedCredits === 0
          ? ''
          : `${failedCredits} of the spent credits are for tasks that failed, which are probably refunded: check the API in One dashboard.`,
        spentCredits === 0
          ? 'Raise the limit, or ask for fewer seconds, std mode or no sound.'
          : `A limit of ${enough} would allow it.`,
      ),
    );
    this.neededCredits = neededCredits;
    this.maxCredits = maxCredits;
    this.spentCredits = spentCredits;
  }
}

/**
 * The ledger could not be read or written. Before a submission this stops it; after one it is only
 * reported, because the video is paid and its wait continues.
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
