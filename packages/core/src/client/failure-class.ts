import type { RefusalReason } from '../errors/refusal-reason.ts';
import type { ApiFault } from '../task/fault.ts';

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

/** Codes that mean the same wherever they stand; 1000 and up are Kling's own. */
const classByCode: Readonly<Record<string, FailureClass>> = {
  '401': 'auth',
  '403': 'auth',
  '1000': 'auth',
  '1001': 'auth',
  '1002': 'auth',
  '1003': 'auth',
  '1004': 'auth',
  '402': 'credits',
  '1101': 'credits',
  '1102': 'credits',
  '404': 'unknown-task',
  '429': 'rate',
  '1302': 'rate',
  '1303': 'rate',
  '430': 'content-policy',
  '431': 'content-policy',
  '1300': 'content-policy',
  '1301': 'content-policy',
  '408': 'server',
  '425': 'server',
  '455': 'server',
};

const creditsWording = /insufficient|no available credits|not enough (credits|balance)|余额不足/i;
const policyWording = /policy|sensitive|nsfw|moderat|prohibited|violat|risk control|敏感|违规/i;
const inputWording =
  /(image|element|url|picture).*(fetch|download|access|load|dimension|size|ratio|format|invalid|reach)|(fetch|download|dimension|resolution).*(image|url|picture)/i;

/**
 * Tells what a refusal means: the API's own code first where it is one of those known (credits may
 * come as a 429), then the HTTP status, then the code that stands in the body of a 200.
 */
export function classifyFailure(httpStatus: number, fault: ApiFault | undefined): FailureClass {
  const code = fault?.code ?? '';
  const wording = fault?.message ?? code;
  if (isKlingCode(code)) return classByCode[code] ?? 'validation';
  const status = httpStatus >= 400 ? String(httpStatus) : code;
  const byStatus = classByCode[status] ?? (/^5\d\d$/.test(status) ? 'server' : undefined);
  if (byStatus !== undefined && byStatus !== 'auth') return byStatus;
  if (creditsWording.test(wording)) return 'credits';
  if (byStatus !== undefined) return byStatus;
  return classifyWording(wording);
}

/** Why a task failed, as far as its code and words tell. */
export function classifyFailedTask(fault: ApiFault | undefined): RefusalReason {
  if (classByCode[fault?.code ?? ''] === 'content-policy') return 'content-policy';
  const reason = classifyWording(`${fault?.code ?? ''} ${fault?.message ?? ''}`);
  return reason === 'validation' ? 'other' : reason;
}

function classifyWording(wording: string): 'content-policy' | 'input-fetch' | 'validation' {
  if (policyWording.test(wording)) return 'content-policy';
  return inputWording.test(wording) ? 'input-fetch' : 'validation';
}

function isKlingCode(code: string): boolean {
  return /^1[0-3]\d\d$/.test(code);
}
