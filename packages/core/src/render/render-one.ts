import type { Client } from '../client/client.ts';
import type { PollEvent } from '../client/poll-tracker.ts';
import { TaskFailedError, TaskNotFoundError } from '../errors/after-submission.ts';
import type { LedgerError } from '../errors/before-submission.ts';
import { isError } from '../errors/is-error.ts';
import { attemptCredits } from '../memory/credits.ts';
import { type LedgerVideo, type Origin, type PayOnceOptions, payOnce } from '../memory/pay-once.ts';
import { describeCharge } from '../pricing/describe-charge.ts';
import { estimateCredits } from '../pricing/estimate.ts';
import { isFinalReason } from '../response/task-failure.ts';
import type { SucceededTask } from '../task/task.ts';

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
  /** The API charged something else than the price table has: limits are off by as much. */
  | {
      readonly type: 'charge-differs';
      readonly taskId: string;
      readonly chargedCredits: number;
      readonly estimatedCredits: number;
      /** The same as a sentence. */
      readonly notice: string;
    }
  | {
      readonly type: 'ledger-failed';
      /** Undefined when no task was made. */
      readonly taskId: string | undefined;
      readonly error: LedgerError;
    };

/** What rendering one video needs. */
export interface RenderOneOptions extends Omit<PayOnceOptions, 'onSubmitted'> {
  readonly client: Pick<Client, 'submit' | 'read' | 'wait'>;
  readonly targetLagSeconds?: number | undefined;
  readonly onStep: (step: RenderStep) => void;
}

/** Pays for a video once, waits for it, and keeps the ledger true. */
export async function renderOne(
  video: LedgerVideo,
  options: RenderOneOptions,
): Promise<RenderedVideo> {
  const { client, clock, deadline, ledger, onStep, signal, targetLagSeconds } = options;
  const { key, request } = video;
  const { entry, origin } = await payOnce(video, {
    ...options,
    // Reported before the ledger has stored it: a run that is stopped meanwhile still shows the task.
    onSubmitted: (id) => onStep({ type: 'rendered', taskId: id }),
  });
  const { attempt, earlierCredits = 0, submittedAt, taskId } = entry;
  if (origin !== 'rendered') onStep({ type: origin, taskId });

  try {
    const task = await client.wait(taskId, {
      deadlineSeconds: Math.max(0, deadline - clock.now()) / 1000,
      targetLagSeconds,
      submittedAt,
      signal,
      onPoll: (poll) => onStep({ type: 'polled', taskId, poll }),
    });
    const credits = task.credits ?? attemptCredits(entry, request);
    if (origin !== 'reused') {
      await ledger.record(key, { ...entry, state: 'finished', credits, at: clock.now() });
      await noteCharge(task.credits);
    }
    return { taskId, task, videoUrl: task.videoUrl, origin, credits };
  } catch (error) {
    if (isError(error, 'task-not-found'))
      throw new TaskNotFoundError({ taskId, isRemembered: true });
    if (!isError(error, 'task-failed')) throw error;
    // A video that was ready is paid for: what the API shows of it later makes it no cheaper.
    if (origin === 'reused') throw new TaskFailedError({ ...error, taskId, wasReady: true });
    const { apiMessage, credits = attemptCredits(entry, request), reason } = error;
    const message = apiMessage === undefined ? {} : { message: apiMessage };
    const isFinal = isFinalReason(reason);
    const { submittedAt: _, ...submission } = entry;
    const end = { ...submission, credits, at: clock.now(), reason, isFinal, ...message };
    await ledger.record(key, { ...end, state: 'failed' });
    await noteCharge(error.credits, error.credits === 0);
    throw error;
  }

  /** What the API reports it charged is what counts, and a difference from the price is reported. */
  async function noteCharge(chargedCredits: number | undefined, isRefund = false): Promise<void> {
    const estimatedCredits = estimateCredits(request).credits;
    if (chargedCredits === undefined || chargedCredits === estimatedCredits) return;
    const facts = { taskId, chargedCredits, estimatedCredits };
    if (!isRefund) onStep({ type: 'charge-differs', ...facts, notice: describeCharge(facts) });
    await ledger.settle({ key, attempt, credits: chargedCredits, earlierCredits });
  }
}
