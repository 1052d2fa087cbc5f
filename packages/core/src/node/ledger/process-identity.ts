import { readFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { z } from 'zod/v4';
import { errorCode } from '../../network/error-code.ts';

/** The schema of {@link ProcessIdentity}. */
export const processIdentitySchema = z.object({
  host: z.string(),
  pid: z.int().min(1),
  /** Reports apart two processes that got the same id one after the other; '' when unknown. */
  start: z.string(),
});

/** One process on one machine, beyond the reuse of its id. */
export type ProcessIdentity = Readonly<z.output<typeof processIdentitySchema>>;

/** Identifies the process that calls. */
export function thisProcess(): ProcessIdentity {
  return { host: hostname(), pid: process.pid, start: readStart(process.pid) };
}

/**
 * Reports whether a process has certainly ended. False for processes of other machines, and where
 * only the start of a process could show that its id was reused but the system does not show it.
 */
export function hasEnded({ host, pid, start }: ProcessIdentity): boolean {
  if (host !== hostname()) return false;
  if (!isInUse(pid)) return true;
  const currentStart = readStart(pid);
  return start !== '' && currentStart !== '' && currentStart !== start;
}

function isInUse(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return errorCode(error) !== 'ESRCH';
  }
}

/** When a process started, on Linux; '' elsewhere, where only another program could read it. */
export function readStart(pid: number, processFolder = '/proc'): string {
  try {
    const boot = readFileSync(`${processFolder}/sys/kernel/random/boot_id`, 'latin1').trim();
    return startIn(readFileSync(`${processFolder}/${pid}/stat`, 'latin1'), boot);
  } catch {
    return '';
  }
}

/** Reads from `/proc/<pid>/stat` when a process started; the name in it may contain anything. */
export function startIn(stat: string, boot: string): string {
  const [state, ...numbers] = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return state === 'Z' ? 'ended, and not yet removed by its parent' : `${boot} ${numbers[18]}`;
}
