/** The status of a task. `unknown` is a word nobody has documented: neither success nor failure. */
export type TaskStatus = 'queued' | 'running' | 'succeeded' | 'failed' | 'cancelled' | 'unknown';

/** The words seen at this gateway, its sister sites and comparable APIs (contract.md §4). */
const words = {
  queued:
    'pending queued queuing in_queue waiting wait submitted not_start not_started created new enqueued starting initializing init ready staged scheduled throttled accepted',
  running: 'in_progress processing running run generating started stream awaiting',
  succeeded: 'success succeed succeeded completed complete finished done ok',
  failed:
    'failed fail failure error timeout timed_out expired nsfw rejected generate_failed create_task_failed',
  cancelled: 'cancelled canceled cancel aborted stopped user_cancelled request_cancelled',
} as const;

const documented = ['queued', 'running', 'succeeded', 'failed', 'cancelled'] as const;

const statusByWord: ReadonlyMap<string, TaskStatus> = new Map(
  documented.flatMap((status) => words[status].split(' ').map((word) => [word, status] as const)),
);

/** Reads a status word, in any case and with any of `_`, `-` and space between its parts. */
export function parseStatus(word: string): TaskStatus {
  const normal = word
    .trim()
    .toLowerCase()
    .replace(/[-\s]+/g, '_')
    .replace(/^task_status_/, '');
  return statusByWord.get(normal) ?? 'unknown';
}

/** Whether a task with this status will not change any more. */
export function isFinal(status: TaskStatus): status is 'succeeded' | 'failed' | 'cancelled' {
  return status === 'succeeded' || status === 'failed' || status === 'cancelled';
}
