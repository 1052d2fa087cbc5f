import { TaskFailedError } from '../errors/after-submission.ts';
import { LedgerError } from '../errors/before-submission.ts';
import type { LedgerEntry } from '../ledger-entry.ts';
import type { Clock, Ledger } from '../ports.ts';
import { estimateCredits } from '../pricing/estimate.ts';
import type { SucceededTask } from '../task/task.ts';
import type { KeyedRequest } from './budget.ts';
import type { Client } from './client.ts';
import { type Origin, type PaidTask, payOnce } from './pay-once.ts';
import type { PollEvent } from './poll-tracker.ts';

/** A video that is ready. */
export interface RenderedVideo {
  readonly taskId: string;
  readonly task: SucceededTask;
  readonly videoUrl: string;
  readonly origin: Origin;
  /** What the video cost, whenever it was paid: the API's figure, else the estimate. */
  readonly credits: number;
}

/** Something that happened to one video of a run. */
export type RenderStep =
  /** Paid just now, found running in the ledger, or found finished there. */
  | { readonly type: Origin; readonly taskId: string }
  | { readonly type: 'polled'; readonly taskId: string; readonly poll: PollEvent }
  | { readonly type: 'ledger-failed'; readonly taskId: string; readonly error: LedgerError };

/** What rendering one video needs. */
export interface RenderOneOptions {
  readonly client: Pick<Client, 'submit' | 'wait'>;
  readonly clock: Clock;
  readonly ledger: Ledger;
  readonly deadlineSeconds: number;
  readonly targetLagSeconds?: number | undefined;
  readonly signal?: AbortSignal | undefined;
  readonly onStep: (step: RenderStep) => void;
}

/** Pays for a video once, waits for it, and keeps the ledger true. */
export async function renderOne(
  { key, request }: KeyedRequest,
  options: RenderOneOptions,
): Promise<RenderedVideo> {
  const { client, clock, deadlineSeconds, onStep, signal, targetLagSeconds } = options;
  const deadline = clock.now() + deadlineSeconds * 1000;
  const onLedgerFailure = (error: LedgerError, taskId: string) =>
    onStep({ type: 'ledger-failed', taskId, error });
  const paid = await payOnce(request, { ...options, key, deadline, onLedgerFailure });
  const { origin, submittedAt, taskId } = paid;
  onStep({ type: origin, taskId });

  try {
    const task = await client.wait(taskId, {
      deadlineSeconds: Math.max(0, deadline - clock.now()) / 1000,
      targetLagSeconds,
      submittedAt,
      signal,
      onPoll: (poll) => onStep({ type: 'polled', taskId, poll }),
    });
    const credits = task.credits ?? estimateCredits(request).credits;
    await record(paid, { state: 'finished', at: clock.now(), taskId, submittedAt, credits });
    return { taskId, task, videoUrl: task.videoUrl, origin, credits };
  } catch (error) {
    if (error instanceof TaskFailedError) {
      await record(paid, { state: 'failed', at: clock.now(), taskId, reason: error.code });
    }
    throw error;
  }

  /** The entry that stands leads back to the same task, so a failure here costs nothing. */
  async function record(of: PaidTask, entry: LedgerEntry): Promise<void> {
    try {
      await options.ledger.record(key, entry);
    } catch (cause) {
      const what = `The ledger did not take the end of task ${of.taskId}.`;
      onLedgerFailure(new LedgerError({ what, taskId: of.taskId, cause }), of.taskId);
    }
  }
}
