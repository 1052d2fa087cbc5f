import { firstText, isObject, member, textOf } from './json.ts';
import { messageIn } from './message-in.ts';
import { type Scopes, scopesOf } from './scopes.ts';

/** What went wrong, in the API's own words. */
export interface ApiFailure {
  /** A number or word of the API's; numeric codes come as text. */
  readonly code: string | undefined;
  /** At most 4,096 characters, and not redacted: `redact` makes it fit to be shown. */
  readonly message: string | undefined;
}

/** Where only a failure is described. */
const failurePlaces = [
  'error_message',
  'error',
  'errorMessage',
  'error_msg',
  'errorMsg',
  'failMsg',
  'fail_message',
  'fail_reason',
  'failReason',
  'failed_reason',
  'failure_reason',
  'problem',
  'errors',
] as const;

/** Where a remark about a task that is well may be, too. */
const remarkPlaces = ['task_status_msg', 'detail', 'message', 'msg', 'reason', 'title'] as const;

const codePlaces = [
  'error.code',
  'failCode',
  'error_code',
  'errorCode',
  'code',
  'error.type',
] as const;

/** Lists of results, each of which may have its own error. */
const placesOfItems = ['response_data', 'results', 'generated', 'works', 'video_result'] as const;

/** How many results are looked at. */
const mostItems = 5;

/** Codes of a success. */
const wellCode = /^(0|20\d|ok|succe(ss|ed|eded|ssful))\.?$/i;

/**
 * Reads what went wrong from the places of contract.md §4 in their order, each in
 * `data` and then at the top level. Undefined when it reports no error.
 */
export function parseFailure(response: unknown): ApiFailure | undefined {
  return findFailure(scopesOf(response), [...failurePlaces, ...remarkPlaces]);
}

/** Like {@link parseFailure}, but without remarks: only where nothing but a failure is described. */
export function parseCertainFailure(response: unknown): ApiFailure | undefined {
  return findFailure(scopesOf(response), failurePlaces);
}

function findFailure(
  { envelope, inner, results }: Scopes,
  places: readonly string[],
): ApiFailure | undefined {
  const scopes = [...inner, ...envelope, ...results];
  const code = findCode(scopes);
  const message = firstMessage(scopes, places) ?? firstMessage(itemsOf(scopes), failurePlaces);
  return code === undefined && message === undefined ? undefined : { code, message };
}

function firstMessage(scopes: readonly object[], places: readonly string[]): string | undefined {
  for (const place of places) {
    for (const scope of scopes) {
      const message = messageIn(member(scope, place));
      if (message !== undefined) return message;
    }
  }
  return undefined;
}

function findCode(scopes: readonly object[]): string | undefined {
  return codePlaces
    .flatMap((place) => scopes.map((scope) => codeIn(scope, place)))
    .find((code) => code !== undefined);
}

/** Some gateways have a success code of their own, beside the message `success`. */
function codeIn(scope: object, place: (typeof codePlaces)[number]): string | undefined {
  const code = textOf(place.split('.').reduce(member, scope));
  if (code === undefined || wellCode.test(code)) return undefined;
  const isHttpFailure = /^[45]\d\d$/.test(code);
  const isSuccess = wellCode.test(firstText([scope], ['message', 'msg']) ?? '');
  return place === 'code' && isSuccess && !isHttpFailure ? undefined : code;
}

function itemsOf(scopes: readonly object[]): readonly object[] {
  const lists = scopes.flatMap((scope) => placesOfItems.map((place) => member(scope, place)));
  return lists
    .flatMap((list) => (Array.isArray(list) ? list.slice(0, mostItems) : []))
    .filter(isObject);
}
