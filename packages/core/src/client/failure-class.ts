import type { FailureReason } from '../errors/failure-reason.ts';
import type { ApiFailure } from '../task/failure.ts';

/** What a refusal means for the caller (contract.md §5). */
export type FailureClass =
  | 'auth'
  | 'credits'
  | 'validation'
  | 'content-policy'
  | 'input-fetch'
  | 'rate'
  | 'server'
  | 'unknown-task';

/**
 * Statuses and codes that mean the same wherever they stand; those of four digits are Kling's own.
 */
const classByCode: ReadonlyMap<string, FailureClass> = new Map([
  ...listed('auth', '401 403 1000 1001 1002 1003 1004'),
  ...listed('credits', '402 1101 1102'),
  ...listed('unknown-task', '404'),
  ...listed('rate', '429 1302 1303'),
  ...listed('content-policy', '430 431 1300 1301'),
  ...listed('server', '408 425 455'),
]);

function listed(failure: FailureClass, codes: string) {
  return codes.split(' ').map((code) => [code, failure] as const);
}

const creditsWording =
  /insufficient.{0,20}(credit|balance|fund|quota)|(credits?|balance|funds|quota) (is |are )?(insufficient|not enough|exhausted)|no available credits|not enough (credits|balance)|余额不足/i;
const policyWording = /policy|sensitive|nsfw|moderat|prohibited|violat|risk control|敏感|违规/i;
/** Guarded, since `ratio` also stands in "generation" and `format` in "information". */
const inputWording =
  /(image|element|url|picture).*(fetch|download|access|load|dimension|size|(?<![a-z])ratio|(?<![a-z])format|invalid|reach)|(fetch|download|dimension|resolution).*(image|url|picture)/i;

/**
 * Tells what a refusal means: Kling's own code first (credits may come as a 429), then the HTTP
 * status, then the code in the body, which may stand under a 200. A complaint about credits is
 * believed whatever the status, unless the server itself is in trouble.
 */
export function classifyFailure(httpStatus: number, failure: ApiFailure | undefined): FailureClass {
  const code = failure?.code ?? '';
  const wording = wordingOf(failure);
  const klingClass = /^1\d{3}$/.test(code) ? classByCode.get(code) : undefined;
  const known = klingClass ?? classOf(String(httpStatus)) ?? classOf(code);
  if (known !== 'server' && creditsWording.test(wording)) return 'credits';
  return known ?? classifyWording(wording);
}

/** Why a task failed, as far as its code and words tell. */
export function classifyFailedTask(failure: ApiFailure | undefined): FailureReason {
  if (classOf(failure?.code ?? '') === 'content-policy') return 'content-policy';
  const reason = classifyWording(wordingOf(failure));
  return reason === 'validation' ? 'other' : reason;
}

function classOf(code: string): FailureClass | undefined {
  return classByCode.get(code) ?? (/^5\d\d$/.test(code) ? 'server' : undefined);
}

/** A code may be a word that tells more than the message does. */
function wordingOf(failure: ApiFailure | undefined): string {
  return `${failure?.code ?? ''} ${failure?.message ?? ''}`;
}

function classifyWording(wording: string): 'content-policy' | 'input-fetch' | 'validation' {
  if (policyWording.test(wording)) return 'content-policy';
  return inputWording.test(wording) ? 'input-fetch' : 'validation';
}
