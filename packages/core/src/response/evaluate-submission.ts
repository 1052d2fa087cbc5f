import { findNamedTaskId } from '../task/find-task-id.ts';
import { parseSubmission } from '../task/submission.ts';
import { isSuccess, type ResponseFacts, type Speaker, type StatusGroup } from './response-facts.ts';

/**
 * What a response to a submission means for money:
 * - `made`: the task exists and may be charged.
 * - `refused`: no task was made, and nothing was charged.
 * - `wait`: no task was made; the same request may be sent again after a pause.
 * - `ambiguous`: nobody knows whether a task was made. It is never sent again by itself.
 */
export type SubmissionVerdict = 'made' | 'refused' | 'wait' | 'ambiguous';

/** What the body of a response to a submission shows, as far as the verdict depends on it. */
export type SubmissionContent = 'too few credits' | 'an error code' | 'none of these';

/**
 * One row of the table; the first that fits decides, once the response names no task. Where none
 * fits, the outcome is ambiguous.
 */
export interface SubmissionRule {
  readonly speaker: Speaker;
  /** @default whatever it shows */
  readonly content?: SubmissionContent;
  /** @default any status */
  readonly statuses?: readonly StatusGroup[];
  readonly verdict: Exclude<SubmissionVerdict, 'made'>;
}

const rejections: readonly StatusGroup[] = ['3xx', '4xx', '401', '404'];

/**
 * Who speaks, then what it shows. The same table is in docs/contract.md §5, where its reasons are. A
 * task id from the API outweighs every status; a status without one is believed only where it
 * proves that the request was not carried out.
 */
export const submissionRules: readonly SubmissionRule[] = [
  { speaker: 'api', statuses: ['unclear'], verdict: 'ambiguous' },
  {
    speaker: 'api',
    content: 'too few credits',
    statuses: ['2xx', '429', ...rejections],
    verdict: 'refused',
  },
  { speaker: 'api', statuses: ['429', '503'], verdict: 'wait' },
  { speaker: 'api', statuses: rejections, verdict: 'refused' },
  { speaker: 'api', content: 'an error code', statuses: ['2xx'], verdict: 'refused' },
  { speaker: 'edge', statuses: ['429'], verdict: 'wait' },
  { speaker: 'edge', statuses: rejections, verdict: 'refused' },
];

/** The evaluation of one response to a submission; it has the task's id when one was made. */
export type EvaluatedSubmission =
  | { readonly verdict: 'made'; readonly taskId: string }
  | { readonly verdict: Exclude<SubmissionVerdict, 'made'>; readonly taskId?: undefined };

/** Decides what a response to a submission means. A pure function of the facts. */
export function evaluateSubmission(facts: ResponseFacts): EvaluatedSubmission {
  const taskId = madeTask(facts);
  if (taskId !== undefined) return { verdict: 'made', taskId };
  const found = contentOf(facts);
  const rule = submissionRules.find(
    ({ content, speaker, statuses }) =>
      speaker === facts.speaker &&
      (content === undefined || content === found) &&
      (statuses === undefined || statuses.includes(facts.statusGroup)),
  );
  return { verdict: rule?.verdict ?? 'ambiguous' };
}

/**
 * The task that a response names. Beside an error status, a lone top-level `id` may be the id of
 * the request, so there it counts only with a status of the task.
 */
function madeTask({ speaker, status, task }: ResponseFacts): string | undefined {
  if (speaker === 'edge') return undefined;
  const isTask = isSuccess(status) || task.statusWord !== undefined;
  return isTask ? parseSubmission(task.raw).id : findNamedTaskId(task.raw);
}

function contentOf({ failure, failureClass }: ResponseFacts): SubmissionContent {
  if (failureClass === 'credits') return 'too few credits';
  return failure?.code === undefined ? 'none of these' : 'an error code';
}
