import {
  type ErrorCode,
  LedgerError,
  TaskFailedError,
  VideoApiError,
} from '@kling-automation/core';
import { GithubRateLimitError } from '../github/check-rate-limit.ts';
import { GithubError } from '../github/github-error.ts';
import { withInputNames } from '../input/input-names.ts';
import { InvalidInputsError } from '../input/invalid-inputs-error.ts';
import { callName } from '../plan/planned-video.ts';
import { ReleaseError } from '../release/release-error.ts';
import { CancelledError } from '../runner/cancellation.ts';
import { VideosFailedError } from './videos-failed-error.ts';

/** The message of a failed step. */
export interface Explanation {
  readonly title: string;
  /** What happened, what to do, and that it cost nothing, if so; may have several lines. */
  readonly message: string;
  /** How to get what was paid for; undefined if nothing was, or the task is over. */
  readonly resumeAdvice: string | undefined;
}

/** Explains a failure to someone who writes workflows. */
export function explainFailure(error: unknown): Explanation {
  if (!(error instanceof VideosFailedError)) return explainOne(error, undefined);
  const { failures, videoCount } = error;
  const [only] = failures;
  if (videoCount === 1 && only !== undefined) return explainOne(only.error, only.taskId);
  const lines = failures.map((failure) => {
    const { message } = explainOne(failure.error, failure.taskId);
    return `- ${callName(failure.plan)}: ${message}`.replaceAll(/\s+/gu, ' ').trim();
  });
  return {
    title: `${failures.length} of ${videoCount} videos failed`,
    message: [...lines, 'Run the step again for these: nothing is paid twice.'].join('\n'),
    resumeAdvice: failures.some(({ taskId }) => taskId !== undefined)
      ? lostLedgerAdvice
      : undefined,
  };
}

/** What to do with the tasks of several videos if they were not remembered. */
export const lostLedgerAdvice =
  'If a task is not found automatically, set task-id of its video in the storyboard.';

/** @param knownTaskId the task that was paid, if the error itself does not name it. */
function explainOne(error: unknown, knownTaskId: string | undefined): Explanation {
  const { advice, message, title } = describe(error);
  const { mayHaveBeenCharged = false, taskId = knownTaskId } =
    error instanceof VideoApiError ? error : {};
  const cost = taskId === undefined && !mayHaveBeenCharged ? 'Nothing was charged.' : '';
  const parts = [message, advice, cost];
  return {
    title,
    message: parts.filter((part) => part !== '').join('\n'),
    resumeAdvice:
      taskId === undefined || error instanceof TaskFailedError
        ? undefined
        : `To resume task ${taskId} without paying again, run this step with task-id: ${taskId}`,
  };
}

function describe(error: unknown): Words & { readonly message: string } {
  if (error instanceof InvalidInputsError) {
    return { title: 'Invalid inputs', message: error.message, advice: '' };
  }
  if (error instanceof CancelledError) {
    return { title: 'Cancelled', message: error.message, advice: '' };
  }
  if (error instanceof GithubRateLimitError) {
    return { title: 'Too few requests to GitHub', message: error.message, advice: '' };
  }
  if (error instanceof ReleaseError) {
    return { title: 'Release not usable', message: error.message, advice: '' };
  }
  if (error instanceof LedgerError && error.cause instanceof CancelledError) {
    return describe(error.cause);
  }
  if (error instanceof LedgerError && error.cause instanceof ReleaseError) {
    // The release is what has to be fixed.
    return { ...words.ledger, message: withInputNames(error.message), advice: error.cause.message };
  }
  if (error instanceof GithubError) {
    return { ...words.ledger, message: error.message, advice: githubAdvice };
  }
  if (error instanceof LedgerError && error.cause instanceof GithubError) {
    return { ...words.ledger, message: withInputNames(error.message), advice: githubAdvice };
  }
  if (error instanceof VideoApiError) {
    return { ...words[error.code], message: withInputNames(error.message) };
  }
  // Not one of ours: a full disk, a forbidden directory, or a issue of the Action itself.
  const message = error instanceof Error ? error.message : String(error);
  return { title: 'Unexpected failure', message, advice: '' };
}

const githubAdvice =
  'The repository remembers which videos are paid, so nothing is submitted without it. Run the step again later.';

interface Words {
  readonly title: string;
  /** What only the Action can know; empty if core's message has it all. */
  readonly advice: string;
}

const words: Readonly<Record<ErrorCode, Words>> = {
  'invalid-request': { title: 'Invalid inputs', advice: '' },
  'budget-exceeded': {
    title: 'Budget exceeded',
    advice: 'Limits are the inputs max-credits and max-credits-per-month.',
  },
  transport: {
    title: 'API unreachable',
    advice:
      'The base URL is the input base-url. A runner of your own may need a proxy: set https_proxy.',
  },
  refused: { title: 'Request refused', advice: '' },
  unauthorized: {
    title: 'API key refused',
    advice: 'The key is the input api-key: check the secret it comes from.',
  },
  'insufficient-credits': { title: 'Not enough credits', advice: '' },
  'rate-limited': { title: 'Too many requests', advice: '' },
  unavailable: { title: 'API unavailable', advice: '' },
  'unexpected-response': { title: 'Unexpected response', advice: '' },
  'ambiguous-submission': {
    title: 'May have been charged',
    advice:
      'To resume a task you found there, run this step with its task-id; if there is none, with task-id: none.',
  },
  'task-not-found': { title: 'No such task', advice: '' },
  'task-failed': { title: 'Video failed', advice: '' },
  'deadline-exceeded': {
    title: 'Timed out',
    advice: 'The limit is the input timeout-minutes.',
  },
  aborted: { title: 'Cancelled', advice: '' },
  ledger: { title: 'Ledger failed', advice: '' },
  download: { title: 'Video not downloaded', advice: '' },
};
