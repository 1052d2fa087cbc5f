import { firstText, member } from './json.ts';
import { type Scopes, scopesOf } from './scopes.ts';

/** Finds the task's id, inside `data` first, because a top-level `id` may be the request's. */
export function findTaskId(response: unknown): string | undefined {
  return findIdIn(scopesOf(response));
}

/**
 * Finds the id of a task where nothing else can be meant: a top-level `id` beside an error is that
 * of the request, for support to find it.
 */
export function findNamedTaskId(response: unknown): string | undefined {
  return findTaskId({
    data: member(response, 'data'),
    task_id: member(response, 'task_id'),
    taskId: member(response, 'taskId'),
  });
}

const taskKeys = ['task_id', 'taskId'] as const;
/** What other gateways call it. */
const otherKeys = ['taskNo', 'generation_id', 'generationId', 'job_id', 'jobId'] as const;

/** Finds the id within these parts of a response. */
export function findIdIn({ envelope, inner, results }: Scopes): string | undefined {
  const data = inner.slice(0, 1);
  return (
    firstText(data, [...taskKeys, 'id']) ??
    firstText(envelope, taskKeys) ??
    firstText(inner, taskKeys) ??
    firstText(envelope, ['id']) ??
    firstText([...data, ...envelope], otherKeys) ??
    firstText(results, taskKeys)
  );
}
