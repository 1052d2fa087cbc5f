import type { LedgerEntry } from '../memory/ledger-entry.ts';
import type { SimulatedTask } from './simulated-api.ts';
import type { Simulation } from './simulation.ts';

/**
 * What is true of a simulation after every step, whatever fails.
 *
 * @returns a check for the simulation as it is now, which returns what is not true, in words.
 */
export function createInvariants({ entries, tasks }: Simulation): () => readonly string[] {
  const finished = new Map<string, string>();

  /** A finished entry never becomes anything else. */
  const changedVideos = () =>
    [...entries].flatMap(([key, entry]) => {
      const taskId = finished.get(key);
      if (entry.state === 'finished') finished.set(key, entry.taskId);
      const isSame = entry.state === 'finished' && entry.taskId === (taskId ?? entry.taskId);
      return taskId === undefined || isSame ? [] : [`${key} was finished, and is ${entry.state}`];
    });

  return () => {
    const open = tasks.filter((task) => !isConfirmedFailed(task));
    const openKeys = open.map(({ key }) => key);
    return [
      ...changedVideos(),
      ...openKeys
        .filter((key, index) => openKeys.indexOf(key) !== index)
        .map((key) => `${key} is paid twice`),
      ...open
        .filter((task) => !isNamed(task, entries.get(task.key)))
        .map(({ id }) => `${id} is paid, and nothing leads to it`),
    ];
  };
}

/** A wait reads a failure twice, and the run that pays again reads it once more. */
function isConfirmedFailed({ failedReads }: SimulatedTask): boolean {
  return failedReads >= 3;
}

/** Whether the ledger leads to a task: by its id, or by the warning that it may exist. */
function isNamed({ attempt, id }: SimulatedTask, entry: LedgerEntry | undefined): boolean {
  if (entry?.state === 'submitting' || entry?.state === 'ambiguous') {
    return entry.attempt === attempt;
  }
  return entry?.taskId === id;
}
