import { parseInstant } from '../instant.ts';
import { type ApiFailure, parseFailure } from './failure.ts';
import { firstText, member, parseJson, scopesOf, textOf } from './json.ts';
import { findResultUrls, findVideoUrl } from './result-urls.ts';
import { parseStatus, type TaskStatus } from './status.ts';

/** A task as the API last told it. */
export interface Task {
  /** Opaque; undefined when the response names none. */
  readonly id: string | undefined;
  readonly status: TaskStatus;
  /** The API's own word for the status; undefined when the response has none. */
  readonly statusWord: string | undefined;
  /** Every result link, in order: other models return pictures and sound by the same route. */
  readonly resultUrls: readonly string[];
  /** The first link that is a video. */
  readonly videoUrl: string | undefined;
  /** Credits the API says it took. */
  readonly credits: number | undefined;
  /** 0–100. */
  readonly progressPercent: number | undefined;
  /** Milliseconds since 1970; a time without a zone is read as UTC, so it may be hours off. */
  readonly createdAt: number | undefined;
  /** What the API says went wrong, if anything. */
  readonly failure: ApiFailure | undefined;
  /** The whole response. */
  readonly raw: unknown;
}

/** A task with its video. */
export interface SucceededTask extends Task {
  readonly id: string;
  readonly status: 'succeeded';
  readonly videoUrl: string;
}

/**
 * Reads what the API answers to a query, in any envelope of contract.md §4. Takes parsed JSON or
 * its text. Never throws: an unknown shape is a task with status `unknown`.
 */
export function parseTask(response: unknown): Task {
  const raw = typeof response === 'string' ? parseJson(response) : response;
  const scopes = scopesOf(raw);
  const resultUrls = findResultUrls(scopes);
  const { status, word } = findStatus(scopes, resultUrls.length > 0);
  return {
    id: findTaskId(raw),
    status,
    statusWord: word,
    resultUrls,
    videoUrl: findVideoUrl(resultUrls),
    credits: findCredits(scopes),
    progressPercent: findProgress(scopes, status),
    createdAt: findCreatedAt(scopes),
    failure: parseFailure(raw),
    raw,
  };
}

/** The task's id: inside `data` first, since a top-level `id` may be the exchange's. */
export function findTaskId(response: unknown): string | undefined {
  return firstText(scopesOf(response), ['task_id', 'taskId', 'id']);
}

const statusKeys = ['status', 'task_status', 'taskStatus', 'state'] as const;

/**
 * Finds the status, and leaves out words that speak of the request, not of the task: `success` or
 * `error` beside a `data` object without a status of its own, and a flat `error` that names no task
 * or bears the code of a refusal. They count only with a result to show for it: a task taken for
 * failed could be paid again.
 */
function findStatus(scopes: readonly object[], hasResult: boolean) {
  const [inner, envelope] = scopes;
  const innerWord = firstText(inner === undefined ? [] : [inner], statusKeys);
  const word = innerWord ?? firstText(scopes, statusKeys);
  const isFlat = envelope === undefined;
  const namesTask = findTaskId(inner) !== undefined && !/^[45]\d\d$/.test(codeOf(inner));
  const isTasksOwn = innerWord !== undefined && (!isFlat || namesTask);
  const envelopeWords = isFlat ? /^(fail|error)$/i : /^(ok|success|fail|error)$/i;
  if (word === undefined || (envelopeWords.test(word) && !isTasksOwn && !hasResult)) {
    return { status: 'unknown' as const, word: undefined };
  }
  return { status: parseStatus(word), word };
}

function codeOf(scope: object | undefined): string {
  return textOf(member(scope, 'code')) ?? '';
}

function findCredits(scopes: readonly object[]): number | undefined {
  const text = firstText(scopes, ['consumed_credits', 'credits_consumed', 'creditsConsumed']);
  const credits = Number(text);
  return text !== undefined && Number.isFinite(credits) && credits >= 0 ? credits : undefined;
}

/** Progress comes as 0–100, as `"100%"` and as 0.0–1.0; a lone 1 is one per cent until success. */
function findProgress(scopes: readonly object[], status: TaskStatus): number | undefined {
  if (status === 'succeeded') return 100;
  const text = firstText(scopes, ['progress']);
  const match = /^(\d+(?:\.\d+)?)\s*(%?)$/.exec(text ?? '');
  if (match === null) return undefined;
  const [, digits, sign] = match;
  const value = Number(digits);
  const isFraction = sign === '' && value < 1;
  return Math.min(100, isFraction ? Math.round(value * 10_000) / 100 : value);
}

function findCreatedAt(scopes: readonly object[]): number | undefined {
  for (const scope of scopes) {
    for (const key of ['created_at', 'createdAt', 'create_time', 'createTime']) {
      const instant = parseInstant(member(scope, key));
      if (instant !== undefined) return instant;
    }
  }
  return undefined;
}
