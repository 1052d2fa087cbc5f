import { findNamedTaskId } from './find-task-id.ts';
import { isObject, member, parseJson } from './json.ts';
import { parseTask, type Task } from './task.ts';

/** A task that a body names. */
export interface NamedTask extends Task {
  readonly id: string;
}

/** How many tasks one callback may name. */
const mostTasks = 100;

/** Wrappers within wrappers: no sender goes deeper. */
const deepest = 4;

const wrappers = ['payload', 'event', 'body', 'data', 'task', 'tasks', 'object'] as const;

/**
 * Reads the tasks that the body of a callback names: JSON, a form whose fields are the task's or
 * have JSON, a list, or any of these within a wrapper such as `payload`. Takes text or what was
 * parsed from it. Never throws: a body that names no task is an empty list.
 *
 * Anyone may send a callback, so its content is only a reason to read the task.
 */
export function parseCallback(body: unknown): readonly NamedTask[] {
  return tasksIn(body, 0).slice(0, mostTasks);
}

function tasksIn(value: unknown, depth: number): readonly NamedTask[] {
  if (depth > deepest) return [];
  if (typeof value === 'string') return tasksIn(parseJson(value) ?? parseForm(value), depth + 1);
  if (Array.isArray(value)) {
    return value.slice(0, mostTasks).flatMap((entry) => tasksIn(entry, depth + 1));
  }
  if (!isObject(value)) return [];
  const list = member(value, 'data');
  if (Array.isArray(list) && list.length > 1) return tasksIn(list, depth + 1);
  if (findNamedTaskId(value) !== undefined) return taskIn(value);
  // A top-level `id` may be that of an event, which has the task in it.
  const wrapped = wrappers.flatMap((wrapper) => tasksIn(member(value, wrapper), depth + 1));
  return wrapped.length > 0 ? wrapped : taskIn(value);
}

function taskIn(value: object): readonly NamedTask[] {
  const task = parseTask(value);
  return task.id === undefined ? [] : [{ ...task, id: task.id }];
}

function parseForm(text: string): object | undefined {
  return /^[^=&\s]{1,200}=/.test(text) ? Object.fromEntries(new URLSearchParams(text)) : undefined;
}
