import type { TaskRecord } from './task.ts';

/**
 * Computes the account from the tasks: every task debits its price when it is created, and refunds it
 * when it fails. Nothing is stored, so the account always agrees with the tasks.
 */
export function readAccount(
  openingCredits: number,
  tasks: readonly TaskRecord[],
  nowMilliseconds: number,
): Account {
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

export interface Account {
  readonly balance: number;
  /** Oldest first. */
  readonly entries: readonly AccountEntry[];
}

export interface AccountEntry {
  /** ISO 8601. */
  readonly at: string;
  readonly kind: 'debit' | 'refund';
  readonly taskId: string;
  /** Always positive; `kind` is the direction. */
  readonly credits: number;
}

type Movement = Omit<AccountEntry, 'at'> & { readonly milliseconds: number };

function listMovements(task: TaskRecord, nowMilliseconds: number): readonly Movement[] {
  const { id: taskId, credits } = task;
  const debit = { kind: 'debit', taskId, credits, milliseconds: task.createdMilliseconds } as const;
  if (task.ending.status === 'succeeded' || nowMilliseconds < task.endMilliseconds) return [debit];
  return [debit, { kind: 'refund', taskId, credits, milliseconds: task.endMilliseconds }];
}
