import { firstText, isObject, member, scopesOf } from './json.ts';

/** What the API says went wrong, in its own words. */
export interface ApiFault {
  /** A number or word of the API's; numeric codes come as text. */
  readonly code: string | undefined;
  readonly message: string | undefined;
}

const messageKeys = [
  'error_message',
  'error',
  'failMsg',
  'fail_reason',
  'failed_reason',
  'failure_reason',
  'task_status_msg',
  'message',
  'msg',
] as const;

const codeKeys = ['failCode', 'error_code', 'code'] as const;

/** Codes and messages by which an envelope says that all is well. */
const wellWords = /^(0|20\d|ok|success|succeeded|successful)\.?$/i;

/**
 * Reads what an answer says went wrong: `error.message` and `error.code` first, then the keys of
 * contract.md §4, in `data` and then at the top level. Undefined when it complains of nothing.
 */
export function parseFault(answer: unknown): ApiFault | undefined {
  const scopes = scopesOf(answer);
  const errors = scopes.map((scope) => member(scope, 'error')).filter(isObject);
  const complaint = (text: string) => !wellWords.test(text);
  const code =
    firstText(errors, ['code', 'type'], complaint) ?? firstText(scopes, codeKeys, complaint);
  const message =
    firstText(errors, ['message', 'msg'], complaint) ?? firstText(scopes, messageKeys, complaint);
  return code === undefined && message === undefined ? undefined : { code, message };
}
