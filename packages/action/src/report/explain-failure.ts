import {
  type ErrorCode,
  LedgerError,
  TaskFailedError,
  VideoApiError,
} from '@kling-automation/core';
import { withInputNames } from '../input/input-names.ts';
import { InvalidInputsError } from '../input/invalid-inputs-error.ts';
import { callName } from '../plan/planned-video.ts';
import { ReleaseError } from '../release/release-error.ts';
import { CancelledError } from '../runner/cancellation.ts';
import { VideosFailedError } from './videos-failed-error.ts';

/** What a failed step says. */
export interface Explanation {
  readonly title: string;
  /** What happened, what to do, and that it cost nothing where that is so; may have several lines. */
  readonly message: string;
  /** How to get what was paid for; undefined where nothing was, or the task is over. */
  readonly resumeAdvice: string | undefined;
}

/** Puts a failure into the words of someone who writes workflows. */
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
    message: [...lines, 'Run the step again for these: what is paid is not paid again.'].join('\n'),
    resumeAdvice: failures.some(({ taskId }) => taskId !== undefined)
      ? lostLedgerAdvice
      : undefined,
  };
}

/** What to do with tasks of several videos where nothing was there to remember them. */
export const lostLedgerAdvice =
  'Where nothing remembers a task, give it to its video in the storyboard as task-id.';

/** @param knownTaskId the task that was paid, where the error itself does not name it. */
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
        : `To go on with task ${taskId} without paying again, run this step with task-id: ${taskId}`,
  };
}

function describe(error: unknown): Words & { readonly message: string } {
  if (error instanceof InvalidInputsError) {
    return { title: 'Invalid inputs', message: error.message, advice: '' };
  }
  if (error instanceof CancelledError) {
    return { title: 'Cancelled', message: error.message, advice: '' };
  }
  if (error instanceof ReleaseError) {
    return { title: 'Release not usable', message: error.message, advice: '' };
  }
  if (error instanceof LedgerError && error.cause instanceof CancelledError) {
    return describe(error.cause);
  }
  if (error instanceof LedgerError && error.cause instanceof ReleaseError) {
    // What the release says is what has to be put right.
    return { ...words.ledger, message: withInputNames(error.message), advice: error.cause.message };
  }
  if (error instanceof VideoApiError) {
    return { ...words[error.code], message: withInputNames(error.message) };
  }
  // Not one of ours: a full disk, a forbidden directory, or a fault of the Action itself.
  const message = error instanceof Error ? error.message : String(error);
  return { title: 'Unexpected failure', message, advice: '' };
}

interface Words {
  readonly title: string;
  /** What only the Action can know; empty where core has said it all. */
  readonly advice: string;
}

const words: Readonly<Record<ErrorCode, Words>> = {
  'invalid-request': { title: 'Invalid inputs', advice: '' },
  'budget-exceeded': {
    title: 'Over the limit',
    advice: 'The limit is the input max-credits.',
  },
  transport: {
    title: 'API not reached',
    advice:
      'The base URL is the input base-url. A runner of your own may need a proxy: set https_proxy.',
  },
  refused: { title: 'Request refused', advice: '' },
  unauthorized: {
    title: 'API key refused',
    advice: 'The key is the input api-key: look at the secret it comes from.',
  },
  'insufficient-credits': { title: 'Not enough credits', advice: '' },
  'rate-limited': { title: 'Too many requests', advice: '' },
  unavailable: { title: 'API in trouble', advice: '' },
  'unexpected-response': { title: 'Answer not understood', advice: '' },
  'ambiguous-submission': {
    title: 'May have been charged',
    advice:
      'To go on with a task you found there, run this step with its task-id; when there is none, with task-id: none.',
  },
  'task-not-found': { title: 'No such task', advice: '' },
  'task-failed': { title: 'Video failed', advice: '' },
  'deadline-exceeded': {
    title: 'Time is up',
    advice: 'The limit is the input timeout-minutes.',
  },
  aborted: { title: 'Cancelled', advice: '' },
  ledger: { title: 'Ledger failed', advice: '' },
  download: { title: 'Video not downloaded', advice: '' },
};
