import { findIdIn } from './find-task-id.ts';
import { firstText, member, textOf } from './json.ts';
import type { Scopes } from './scopes.ts';
import { parseStatus, type TaskStatus } from './status.ts';

/** A status, and the words from which it was read. */
export interface FoundStatus {
  readonly status: TaskStatus;
  /** Undefined when the response has no status. */
  readonly word: string | undefined;
}

/**
 * Finds the status of the task, wherever a response of contract.md §4 has it.
 *
 * @param evidence what speaks for a word that may be the request's: links in places of results, and
 * links elsewhere.
 */
export function findStatus(
  scopes: Scopes,
  evidence: { readonly hasResult: boolean; readonly hasOtherLink: boolean },
): FoundStatus {
  const word = findWord(scopes, evidence) ?? findOtherWord(scopes);
  if (word !== undefined) return { status: parseStatus(word), word };
  return findFlag(scopes) ?? findRejection(scopes) ?? { status: 'unknown', word: undefined };
}

const statusKeys = ['status', 'task_status', 'taskStatus', 'state'] as const;

/**
 * Leaves out words that describe the request, not the task: `success` or `error` beside a `data`
 * object without a status of its own, and a flat `error` that names no task or has the code of
 * a rejected request. They count only with a result beside them: a task taken for failed could be paid again.
 */
function findWord(
  scopes: Scopes,
  { hasOtherLink, hasResult }: { readonly hasResult: boolean; readonly hasOtherLink: boolean },
): string | undefined {
  const { envelope, inner } = scopes;
  const innerWord = firstWord(inner);
  if (innerWord !== undefined) return innerWord;
  const word = firstWord(envelope);
  if (word === undefined) return undefined;
  if (!isFailure(word) && !/^(ok|success)$/i.test(word)) return word;
  const isTasksOwn = inner.length === 0 && (!isFailure(word) || namesTask(scopes));
  return isTasksOwn || hasResult || (hasOtherLink && !isFailure(word)) ? word : undefined;
}

/** Words by which an API also reports that the request failed. */
function isFailure(word: string): boolean {
  return /^(fail|error)$/i.test(word);
}

/** A number of three digits is an HTTP status. */
function firstWord(scopes: readonly object[]): string | undefined {
  const words = scopes.map((scope) => firstText([scope], statusKeys));
  return words.find((word) => word !== undefined && !/^[1-5]\d\d$/.test(word));
}

function namesTask(scopes: Scopes): boolean {
  return findIdIn(scopes) !== undefined && !/^[45]\d\d$/.test(codeOf(scopes));
}

function codeOf({ envelope }: Scopes): string {
  return textOf(member(envelope[0], 'code')) ?? '';
}

/**
 * The gateway's own feed page calls the status `type`, which elsewhere is `video` or the like; other
 * gateways have it in the result. There only known words count.
 */
function findOtherWord(scopes: Scopes): string | undefined {
  const { envelope, inner, results } = scopes;
  const feeds = envelope.filter((scope) => member(scope, 'response_data') !== undefined);
  const word = knownWord([...inner, ...feeds], ['type']) ?? knownWord(results, statusKeys);
  return word !== undefined && isFailure(word) && !namesTask(scopes) ? undefined : word;
}

function knownWord(scopes: readonly object[], keys: readonly string[]): string | undefined {
  const words = scopes.map((scope) => firstText([scope], keys));
  return words.find((word) => word !== undefined && parseStatus(word) !== 'unknown');
}

const statusByFlag: ReadonlyMap<string, TaskStatus> = new Map([
  ['0', 'running'],
  ['1', 'succeeded'],
  ['2', 'failed'],
  ['3', 'failed'],
]);

function findFlag({ envelope, inner }: Scopes): FoundStatus | undefined {
  const flag = firstText([...inner, ...envelope], ['successFlag']);
  if (flag === undefined) return undefined;
  return { status: statusByFlag.get(flag) ?? 'unknown', word: `successFlag ${flag}` };
}

/** Codes of callbacks about a task whose content or input was rejected. */
const rejections: readonly string[] = ['400', '422', '430', '431', '1300', '1301'];

function findRejection(scopes: Scopes): FoundStatus | undefined {
  const code = codeOf(scopes);
  const id = firstText(scopes.inner.slice(0, 1), ['task_id', 'taskId']);
  if (id === undefined || !rejections.includes(code)) return undefined;
  return { status: 'failed', word: `code ${code}` };
}
