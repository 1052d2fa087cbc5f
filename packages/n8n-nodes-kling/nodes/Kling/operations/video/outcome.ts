import type { DeadlineExceededError, Origin, SucceededTask } from '@kling-automation/core';
import type { IBinaryData } from 'n8n-workflow';

/** What became of one item. */
export type Outcome =
  | {
      readonly kind: 'finished';
      readonly task: SucceededTask;
      readonly credits: number;
      readonly origin: Origin;
    }
  /** Paid and still at work when we stopped waiting. */
  | {
      readonly kind: 'running';
      readonly taskId: string;
      /** False when the run submits and goes: then nobody knows more than that. */
      readonly isAwaited: boolean;
      readonly origin: Origin | undefined;
      /** Set when the timeout passed, not just the wait policy of the run. */
      readonly timeoutError: DeadlineExceededError | undefined;
    }
  | { readonly kind: 'failed'; readonly error: unknown };

/** How a run waits: until the end, for so many seconds in all, or not at all. */
export type WaitPolicy = 'untilFinished' | 'not' | { readonly seconds: number };

/** An outcome with its file. */
export type FetchedOutcome =
  | Exclude<Outcome, { kind: 'finished' }>
  | (Extract<Outcome, { kind: 'finished' }> & { readonly binary?: NamedBinary | undefined });

/** A file and the binary field that it goes into. */
export interface NamedBinary {
  readonly field: string;
  readonly data: IBinaryData;
}
