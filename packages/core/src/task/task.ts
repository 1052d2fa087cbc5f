import { parseInstant } from '../instant.ts';
import { findEcho } from './echo.ts';
import { type ApiFailure, parseCertainFailure, parseFailure } from './failure.ts';
import { findStatus } from './find-status.ts';
import { findIdIn } from './find-task-id.ts';
import { firstText, member, parseJson } from './json.ts';
import { lastLook } from './last-look.ts';
import { findResultUrls, findVideoUrl } from './result-urls.ts';
import { scopesOf } from './scopes.ts';
import type { TaskStatus } from './status.ts';

/** A task as the API last reported it. */
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
  /** Credits that the API reports as charged. */
  readonly credits: number | undefined;
  /** 0–100. */
  readonly progressPercent: number | undefined;
  /** Milliseconds since 1970; a time without a zone is read as UTC, so it may be hours off. */
  readonly createdAt: number | undefined;
  /** What went wrong, if anything, in the API's words. */
  readonly failure: ApiFailure | undefined;
  /** What the response repeats of the request, if anything: it shows whose task this is. */
  readonly echo: object | undefined;
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
 * Reads a response to a query, in any envelope of contract.md §4. Takes parsed JSON or its text.
 * Never throws: an unknown shape is a task with status `unknown`.
 */
export function parseTask(response: unknown): Task {
  const raw = typeof response === 'string' ? parseJson(response) : response;
  const scopes = scopesOf(raw);
  const parts = [...scopes.inner, ...scopes.envelope];
  const knownUrls = findResultUrls(parts);
  const otherUrls = knownUrls.length > 0 ? [] : lastLook(raw);
  const { status, word } = findStatus(scopes, {
    hasResult: knownUrls.length > 0,
    hasOtherLink: otherUrls.length > 0,
  });
  const resultUrls = status === 'succeeded' ? [...knownUrls, ...otherUrls] : knownUrls;
  return {
    id: findIdIn(scopes),
    status,
    statusWord: word,
    resultUrls,
    videoUrl: findVideoUrl(resultUrls),
    credits: findCredits(parts),
    progressPercent: findProgress(parts, status),
    createdAt: findCreatedAt(parts),
    failure: mayHaveFailed(status) ? parseFailure(raw) : parseCertainFailure(raw),
    echo: findEcho(parts),
    raw,
  };
}

function mayHaveFailed(status: TaskStatus): boolean {
  return status === 'failed' || status === 'cancelled' || status === 'unknown';
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
