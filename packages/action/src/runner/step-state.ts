import type { ActionHost } from './host.ts';

/** Names of what main keeps for the post step. */
export const stateNames = {
  /** `success` or `failure`: main came to its end. */
  outcome: 'outcome',
  /** The pages of the ledger, as JSON. */
  ledger: 'ledger',
} as const;

/** Whether main was killed after it began to spend. */
export function wasCutShort({ readState }: Pick<ActionHost, 'readState'>): boolean {
  return readState(stateNames.outcome) === '' && readState(stateNames.ledger) !== '';
}
