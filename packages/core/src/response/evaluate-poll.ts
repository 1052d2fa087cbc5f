import { member, textOf } from '../task/json.ts';
import { scopesOf } from '../task/scopes.ts';
import { isFinal } from '../task/status.ts';
import { isSuccess, type ResponseFacts, type Speaker, type StatusGroup } from './response-facts.ts';

/**
 * What a response to a status request means:
 * - `ended`: the task ended, with a video or without.
 * - `running`: the task has not ended yet.
 * - `other task`: it is about another task, and is ignored.
 * - `key refused`: no later request will fare better.
 * - `doubtful`: polling ends when several in a row come over about a minute.
 * - `passing`: it reports nothing about the task; polling continues until the deadline.
 */
export type PollVerdict =
  | 'ended'
  | 'running'
  | 'other task'
  | 'key refused'
  | 'doubtful'
  | 'passing';

/** What the body of a response to a status request shows, as far as the verdict depends on it. */
export type PollContent =
  | 'another task'
  | 'this task ended'
  | 'this task is not final'
  | 'the key is refused'
  | 'none of these';

/** One row of the table; the first that fits decides. Where none fits, the failure is passing. */
export interface PollRule {
  readonly speaker: Speaker;
  /** @default whatever it shows */
  readonly content?: PollContent;
  /** @default any status */
  readonly statuses?: readonly StatusGroup[];
  readonly verdict: PollVerdict;
}

const rejections: readonly StatusGroup[] = ['3xx', '4xx', '401', '404'];

/**
 * Who speaks, then what it shows. The same table is in docs/contract.md §5, where its reasons are.
 * Only the API's own word about this very task ends the wait for a video that is paid for.
 */
export const pollRules: readonly PollRule[] = [
  { speaker: 'api', content: 'another task', verdict: 'other task' },
  { speaker: 'api', content: 'this task ended', verdict: 'ended' },
  { speaker: 'api', content: 'this task is not final', verdict: 'running' },
  { speaker: 'api', content: 'the key is refused', verdict: 'key refused' },
  { speaker: 'api', statuses: rejections, verdict: 'doubtful' },
  { speaker: 'edge', statuses: rejections, verdict: 'doubtful' },
];

/** Decides what a response to a status request means. A pure function of the facts. */
export function evaluatePoll(facts: ResponseFacts, taskId: string): PollVerdict {
  const found = contentOf(facts, taskId);
  const rule = pollRules.find(
    ({ content, speaker, statuses }) =>
      speaker === facts.speaker &&
      (content === undefined || content === found) &&
      (statuses === undefined || statuses.includes(facts.statusGroup)),
  );
  return rule?.verdict ?? 'passing';
}

function contentOf(facts: ResponseFacts, taskId: string): PollContent {
  const { failureClass, status, statusGroup, task } = facts;
  const ids = namedIds(task.raw);
  if (ids.task.length > 0 && ![...ids.task, ...ids.other].includes(taskId)) return 'another task';

  const isNamed = [...ids.task, ...ids.other].includes(taskId);
  const deniesTask = statusGroup === '401' || statusGroup === '404' || failureClass === 'auth';
  const isAboutTask = isNamed || (isSuccess(status) && !deniesTask);
  if (isAboutTask && task.statusWord !== undefined) {
    return isFinal(task.status) ? 'this task ended' : 'this task is not final';
  }
  return failureClass === 'auth' ? 'the key is refused' : 'none of these';
}

/**
 * The ids of a body. `task_id` names a task; a lone `id` may also be that of the request or of a
 * result, so one that differs proves nothing.
 */
function namedIds(raw: unknown) {
  const { envelope, inner } = scopesOf(raw);
  const scopes = [...inner.slice(0, 1), ...envelope];
  const texts = (keys: readonly string[]) =>
    scopes.flatMap((scope) => keys.flatMap((key) => textOf(member(scope, key)) ?? []));
  return { task: texts(['task_id', 'taskId']), other: texts(['id']) };
}
