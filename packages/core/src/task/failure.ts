import { member, scopesOf, textOf } from './json.ts';

/** What the API says went wrong, in its own words. */
export interface ApiFailure {
  /** A number or word of the API's; numeric codes come as text. */
  readonly code: string | undefined;
  readonly message: string | undefined;
}

const messagePlaces = [
  'error_message',
  'error',
  'error.message',
  'error.msg',
  'failMsg',
  'fail_reason',
  'failed_reason',
  'failure_reason',
  'task_status_msg',
  'message',
  'msg',
] as const;

const codePlaces = ['error.code', 'failCode', 'error_code', 'code', 'error.type'] as const;

/** Codes and messages by which an envelope says that all is well. */
const wellWords = /^(0|20\d|ok|success|succeeded|successful)\.?$/i;

/**
 * Reads what an response says went wrong, from the places of contract.md §4 in their order, each in
 * `data` and then at the top level. Undefined when it complains of nothing.
 */
export function parseFailure(response: unknown): ApiFailure | undefined {
  const scopes = scopesOf(response);
  const code = firstComplaint(scopes, codePlaces);
  const message = firstComplaint(scopes, messagePlaces);
  return code === undefined && message === undefined ? undefined : { code, message };
}

function firstComplaint(scopes: readonly object[], places: readonly string[]): string | undefined {
  return places
    .flatMap((place) => scopes.map((scope) => textOf(place.split('.').reduce(member, scope))))
    .find((text) => text !== undefined && !wellWords.test(text));
}
