import type { TaskRecord } from './task.ts';

/**
 * Reads the account off the tasks: every task debits its price when it is made, and one that ends
 * badly gives it back at that moment. Nothing is stored, so nothing can drift.
 */
export function readLedger(
  openingCredits: number,
  tasks: readonly TaskRecord[],
  nowMilliseconds: number,
): Ledger {
  const entries = tasks
    .flatMap((task) => listMovements(task, nowMilliseconds))
    .toSorted((one, other) => one.milliseconds - other.milliseconds)
    .map(({ milliseconds, ...entry }) => ({ at: new Date(milliseconds).toISOString(), ...entry }));
  const balance = entries.reduce(
    (credits, entry) => credits + (entry.kind === 'debit' ? -entry.credits : entry.credits),
    openingCredits,
  );
  return { balance, entries };
}

export interface Ledger {
  readonly balance: number;
  /** Oldest first. */
  readonly entries: readonly LedgerEntry[];
}

export interface LedgerEntry {
  /** ISO 8601. */
  readonly at: string;
  readonly kind: 'debit' | 'refund';
  readonly taskId: string;
  /** Always positive; `kind` tells the direction. */
  readonly credits: number;
}

type Movement = Omit<LedgerEntry, 'at'> & { readonly milliseconds: number };

function listMovements(task: TaskRecord, nowMilliseconds: number): readonly Movement[] {
  const { id: taskId, credits } = task;
  const debit = { kind: 'debit', taskId, credits, milliseconds: task.createdMilliseconds } as const;
  if (task.ending.status === 'succeeded' || nowMilliseconds < task.endMilliseconds) return [debit];
  return [debit, { kind: 'refund', taskId, credits, milliseconds: task.endMilliseconds }];
}
