import type { TaskStatus } from '../store/task.ts';

export type StatusWords = Readonly<Record<TaskStatus, string>>;

/** The words of the current docs, which have none for a queue. */
export const documentedWords: StatusWords = {
  queued: 'IN_PROGRESS',
  running: 'IN_PROGRESS',
  succeeded: 'SUCCESS',
  failed: 'FAILED',
  cancelled: 'CANCELLED',
};

/** The words of the site's prose: "poll until 'completed' or 'failed'". */
export const proseWords: StatusWords = {
  queued: 'pending',
  running: 'processing',
  succeeded: 'completed',
  failed: 'failed',
  cancelled: 'cancelled',
};

/**
 * Returns the n-th words of the contract's table, written the n-th way. The undocumented envelopes
 * rotate through them, so together they use every known word.
 */
export function wordsInTurn(turn: number): StatusWords {
  const write = writingStyles[turn % writingStyles.length] ?? String;
  const pick = (words: readonly string[]) => write(words[turn % words.length] ?? '');
  return {
    queued: pick(knownWords.queued),
    running: pick(knownWords.running),
    succeeded: pick(knownWords.succeeded),
    failed: pick(knownWords.failed),
    cancelled: pick(knownWords.cancelled),
  };
}

/** The status words of contract.md §4. */
export const knownWords: Readonly<Record<TaskStatus, readonly string[]>> = {
  queued: listWords(
    'pending queued queuing in_queue waiting wait submitted not_started created new enqueued ' +
      'starting initializing init ready staged scheduled throttled accepted not_start',
  ),
  running: listWords('in_progress processing running run generating started stream awaiting'),
  succeeded: listWords('success succeed succeeded completed complete finished done ok'),
  failed: listWords(
    'failed fail failure error timeout timed_out expired nsfw rejected generate_failed ' +
      'create_task_failed',
  ),
  cancelled: listWords(
    'cancelled canceled cancel aborted stopped user_cancelled request_cancelled',
  ),
};

const writingStyles: readonly ((word: string) => string)[] = [
  (word) => word,
  (word) => word.toUpperCase(),
  (word) => word.replaceAll('_', '-'),
  (word) => word.replaceAll('_', ' ').replace(/^./, (letter) => letter.toUpperCase()),
  (word) => ` ${word.replaceAll('_', ' ')} `,
];

function listWords(text: string): readonly string[] {
  return text.split(' ');
}
