import type { FailureReason } from '../errors/failure-reason.ts';
import type { ApiFailure } from '../task/failure.ts';

/** The class of a failure, which decides what a person can do about it (contract.md §5). */
export type FailureClass =
  | 'auth'
  | 'credits'
  | 'validation'
  | 'content-policy'
  | 'input-fetch'
  | 'rate'
  | 'server'
  | 'unknown-task'
  | 'other';

/** Statuses and codes that mean the same in every place; those of four digits are Kling's own. */
const classByCode: ReadonlyMap<string, FailureClass> = new Map([
  ...listed('auth', '401 1000 1001 1002 1003 1004'),
  ...listed('credits', '402 1101 1102'),
  ...listed('unknown-task', '404'),
  ...listed('rate', '429 1302 1303'),
  ...listed('content-policy', '430 431 1300 1301'),
  ...listed('server', '408 409 425 455 499'),
]);

function listed(failure: FailureClass, codes: string) {
  return codes.split(' ').map((code) => [code, failure] as const);
}

/** APIs use far fewer characters; and text that is cut to this length never keeps a pattern busy. */
const maxWordingCharacters = 4096;

const creditsWording =
  /insufficient.{0,20}(credit|balance|fund|quota)|(credits?|balance|funds|quota) (is |are )?(insufficient|not enough|exhausted|too low)|exhausted (credits?|balance|funds|quota)|no available credits|not enough (credits|balance)|(余额|额度|积分)不足/i;
const policyWording =
  /policy|sensitive|nsfw|moderat|prohibited|violat|risk control|inappropriate|flagged|审核|风控|违规|敏感|不符合规范/i;

/**
 * What is wrong with a picture or link: one word of the first list, and later one of the second.
 * Guarded, because `ratio` is also part of "generation" and `format` of "information".
 */
const inputWordings = [
  {
    subject: /image|element|url|picture/i,
    problem:
      /fetch|download|access|load|dimension|size|(?<![a-z])ratio|(?<![a-z])format|invalid|reach/i,
  },
  { subject: /fetch|download|dimension|resolution/i, problem: /image|url|picture/i },
] as const;
/** A 403 may also refuse the content, the balance or the place it comes from: that is no key. */
const keyWording =
  /(api.?key|token|credential|secret)|unauthori[sz]ed|not authori[sz]ed|authenticat|密钥|鉴权|未授权/i;

/**
 * Classifies a failure: by Kling's own code first (credits may come as a 429), then by the HTTP
 * status, then by the code in the body, which may be under a 200. Words about credits are believed
 * whatever the status, unless the server itself failed.
 */
export function classifyFailure(httpStatus: number, failure: ApiFailure | undefined): FailureClass {
  const code = failure?.code ?? '';
  const wording = wordingOf(failure);
  const klingClass = /^1\d{3}$/.test(code) ? classByCode.get(code) : undefined;
  const known = klingClass ?? classOf(String(httpStatus)) ?? classOf(code);
  if (known !== 'server' && creditsWording.test(wording)) return 'credits';
  if (known !== undefined) return known;
  const byWording = classifyWording(wording);
  if (httpStatus !== 403 && code !== '403') return byWording;
  if (byWording !== 'validation') return byWording;
  return keyWording.test(wording) ? 'auth' : 'other';
}

/** Why a task failed, as far as its code and words show. */
export function classifyFailedTask(failure: ApiFailure | undefined): FailureReason {
  if (classOf(failure?.code ?? '') === 'content-policy') return 'content-policy';
  const reason = classifyWording(wordingOf(failure));
  return reason === 'validation' ? 'other' : reason;
}

function classOf(code: string): FailureClass | undefined {
  return classByCode.get(code) ?? (/^5\d\d$/.test(code) ? 'server' : undefined);
}

/** A code may be a word that shows more than the message does. */
function wordingOf(failure: ApiFailure | undefined): string {
  const { code = '', message = '' } = failure ?? {};
  return `${code} ${message}`.slice(0, maxWordingCharacters);
}

function classifyWording(wording: string): 'content-policy' | 'input-fetch' | 'validation' {
  if (policyWording.test(wording)) return 'content-policy';
  return isAboutInput(wording) ? 'input-fetch' : 'validation';
}

/** Two searches, each from left to right: one pattern for both would start over at every subject. */
function isAboutInput(wording: string): boolean {
  return inputWordings.some(({ problem, subject }) => {
    const [found] = subject.exec(wording) ?? [];
    return (
      found !== undefined && problem.test(wording.slice(wording.indexOf(found) + found.length))
    );
  });
}
