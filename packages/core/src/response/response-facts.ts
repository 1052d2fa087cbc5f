import { parseRetryAfter } from '../instant.ts';
import type { HttpResponse } from '../ports.ts';
import type { ApiFailure } from '../task/failure.ts';
import { isObject } from '../task/json.ts';
import { parseTask, type Task } from '../task/task.ts';
import { classifyFailure, type FailureClass } from './failure-class.ts';

/**
 * Who wrote a response: the API itself, which uses one of its JSON envelopes, or the edge, which is
 * anything in front of it: a firewall, a proxy, a sign-in page. Only the API's word counts.
 */
export type Speaker = 'api' | 'edge';

/** Statuses that are evaluated alike; `unclear` ones do not show whether the request was carried out. */
export type StatusGroup = '2xx' | '3xx' | '4xx' | '401' | '404' | '429' | 'unclear' | '503' | '5xx';

/** What is known of a response before anyone decides what it means. */
export interface ResponseFacts {
  readonly speaker: Speaker;
  readonly status: number;
  readonly statusGroup: StatusGroup;
  /** The body read as a task, whatever its shape. */
  readonly task: Task;
  readonly failure: ApiFailure | undefined;
  readonly failureClass: FailureClass;
  /** What the response asks for; undefined when it names no time. */
  readonly retryAfterMilliseconds: number | undefined;
  /** The body as it came. */
  readonly body: string;
}

/**
 * Collects what a response shows.
 *
 * @param now milliseconds since 1970, to read a Retry-After date by.
 */
export function readFacts({ body, headers, status }: HttpResponse, now: number): ResponseFacts {
  const task = parseTask(body);
  const { failure } = task;
  const speaker = speakerOf(task);
  const retryAfterMilliseconds = parseRetryAfter(headers['retry-after'], now);
  const effective = speaker === 'api' ? effectiveStatus(status, failure) : status;
  return {
    speaker,
    status,
    statusGroup: groupOf(effective, retryAfterMilliseconds !== undefined),
    task,
    failure,
    failureClass: classifyFailure(effective, failure),
    retryAfterMilliseconds,
    body,
  };
}

/** The API's envelopes all name a task, a status, a code, an error or `data`. */
function speakerOf({ failure, id, raw, statusWord }: Task): Speaker {
  if (!isObject(raw) || Array.isArray(raw)) return 'edge';
  const isEnvelope =
    id !== undefined ||
    statusWord !== undefined ||
    failure !== undefined ||
    'code' in raw ||
    'data' in raw;
  return isEnvelope ? 'api' : 'edge';
}

/** The gateway may report an error response as `{"code": 402}` under HTTP 200. */
function effectiveStatus(status: number, failure: ApiFailure | undefined): number {
  const code = failure?.code ?? '';
  return isSuccess(status) && /^[45]\d\d$/.test(code) ? Number(code) : status;
}

/** Whether an HTTP status reports success. */
export function isSuccess(status: number): boolean {
  return status >= 200 && status < 300;
}

/**
 * 408 Request Timeout, 409 Conflict, 425 Too Early, 455 (the gateway's "try later") and 499 Client
 * Closed Request: the request may have been carried out all the same.
 */
const unclearStatuses: readonly number[] = [408, 409, 425, 455, 499];

function groupOf(status: number, hasRetryAfter: boolean): StatusGroup {
  if (isSuccess(status)) return '2xx';
  if (status >= 300 && status < 400) return '3xx';
  if (unclearStatuses.includes(status)) return 'unclear';
  if (status === 401) return '401';
  if (status === 404) return '404';
  if (status === 429) return '429';
  if (status >= 400 && status < 500) return '4xx';
  return status === 503 && hasRetryAfter ? '503' : '5xx';
}
