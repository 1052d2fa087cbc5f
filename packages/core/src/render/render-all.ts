import { checkNumbers } from '../client/check-numbers.ts';
import type { Client } from '../client/client.ts';
import { cryptoRandom } from '../client/crypto-random.ts';
import type { LedgerError } from '../errors/before-submission.ts';
import { isError } from '../errors/is-error.ts';
import type { UnauthorizedError } from '../errors/response-errors.ts';
import { VideoApiError } from '../errors/video-api-error.ts';
import { createClaimWait } from '../memory/claim-wait.ts';
import { guardLedger } from '../memory/guarded-ledger.ts';
import { createMemoryLedger } from '../memory/memory-ledger.ts';
import type { LedgerVideo } from '../memory/pay-once.ts';
import type { SpendingLimit } from '../memory/spending-limits.ts';
import type { Clock, Ledger, Random } from '../ports.ts';
import { fingerprint } from '../request/fingerprint.ts';
import type { VideoRequest } from '../request/video-fields.ts';
import { planRun } from './plan-run.ts';
import { type RenderedVideo, type RenderStep, renderOne } from './render-one.ts';

/** What became of one request; `index` and `key` identify it. */
export type RenderResult = { readonly index: number; readonly key: string } & (
  | ({ readonly status: 'succeeded' } & RenderedVideo)
  | {
      readonly status: 'failed';
      /** Mostly a {@link VideoApiError}; the signal's reason where it aborted before a submission. */
      readonly error: unknown;
      readonly taskId: string | undefined;
      readonly mayHaveBeenCharged: boolean;
    }
);

/** Progress of a run. */
export type RenderEvent = { readonly index: number; readonly key: string } & (
  | RenderStep
  | { readonly type: 'ended'; readonly result: RenderResult }
);

/** How to render many. */
export interface RenderAllOptions {
  readonly client: Pick<Client, 'submit' | 'read' | 'wait'>;
  readonly clock: Clock;
  /** @default WebCrypto's */
  readonly random?: Random | undefined;
  /** What was submitted before. @default one that forgets with this call */
  readonly ledger?: Ledger | undefined;
  /** Written into the ledger with each claim, to recognise later whose claim it was. */
  readonly owner?: string | undefined;
  /**
   * Names what counts as the same video in the ledger. Requests with one key are paid once.
   *
   * @default the fingerprint; without a ledger, each request of each call is its own
   */
  readonly keyOf?: ((request: VideoRequest, index: number) => string | Promise<string>) | undefined;
  /** How many videos are in progress at once, from 1. @default 5 */
  readonly concurrency?: number | undefined;
  /**
   * Maximum credits over everything that may have been charged: what the ledger's `spending` counts;
   * without one, this call and what earlier submissions of these videos cost without giving a
   * video. @default no limit
   */
  readonly maxCredits?: number | undefined;
  /** Further limits, such as one for a month. @default none */
  readonly limits?: readonly SpendingLimit[] | undefined;
  /** Longest time for each video, from its own start, in seconds. @default 1800 */
  readonly deadlineSeconds?: number | undefined;
  /** Mean time between "ready" and "noticed", in seconds, from 0.05. @default 1 */
  readonly targetLagSeconds?: number | undefined;
  readonly signal?: AbortSignal | undefined;
  /**
   * How long a pending claim or record is awaited after an abort, in milliseconds: longer loses
   * fewer of them, shorter stops sooner. @default 700
   */
  readonly graceMilliseconds?: number | undefined;
  /** Called with each step. What it throws is ignored: a paid video matters more than its report. */
  readonly onEvent?: ((event: RenderEvent) => void) | undefined;
}

/**
 * Renders many videos: bounded in number, each paid once, slowed together by a rate limit.
 *
 * One failure does not stop the others, but a refused key does: nothing more is sent with it. An
 * abort ends all waits; what was paid is named in the results.
 *
 * @returns one result per request, in their order.
 * @throws {InvalidRequestError} when an option is no usable number; nothing was sent.
 * @throws {BudgetExceededError} when the run as a whole is over a limit; nothing was sent.
 * @throws {LedgerError} when the ledger cannot be read; nothing was sent.
 * @throws the signal's reason when it aborts before the ledger was read; nothing was sent.
 */
export async function renderAll(
  requests: readonly VideoRequest[],
  options: RenderAllOptions,
): Promise<readonly RenderResult[]> {
  checkOptions(options);
  const { clock, concurrency = 5, deadlineSeconds = 1800, keyOf = defaultKeyOf(options) } = options;
  const { ledger = createMemoryLedger(), random = cryptoRandom } = options;
  const milliseconds = deadlineSeconds * 1000;
  const deadline = clock.now() + milliseconds;
  const { limits, videos } = await planRun(requests, { ...options, deadline, keyOf, ledger });

  const render = createRenderer({ ...options, ledger, limits, milliseconds, random });
  const results: RenderResult[] = [];
  const queue = videos.entries();
  const lane = async () => {
    for (const [index, video] of queue) results[index] = await render(video, index);
  };
  await Promise.all(Array.from({ length: Math.min(concurrency, videos.length) }, lane));
  return results;
}

/** A shorter lag would poll several times a second. */
const leastNumbers = { concurrency: 1, maxCredits: 0, deadlineSeconds: 0, targetLagSeconds: 0.05 };

function checkOptions(options: RenderAllOptions): void {
  checkNumbers({ ...options }, leastNumbers);
  for (const limit of options.limits ?? []) checkNumbers({ ...limit }, leastNumbers);
}

/** Without a ledger each call buys new videos, also from an API that honours `Idempotency-Key`. */
function defaultKeyOf({ clock, ledger, random = cryptoRandom }: RenderAllOptions) {
  if (ledger !== undefined) return fingerprint;
  const call = `${clock.now()}-${Math.floor(random() * 2 ** 32)}`;
  return async (request: VideoRequest, index: number) =>
    `${await fingerprint(request)}#${index}-${call}`;
}

type RendererOptions = RenderAllOptions & {
  readonly ledger: Ledger;
  readonly limits: readonly SpendingLimit[];
  readonly milliseconds: number;
  readonly random: Random;
};

/** Renders one video of a run after the other, and knows what they must know of each other. */
function createRenderer(options: RendererOptions) {
  const { clock, ledger, milliseconds, onEvent, signal } = options;
  const claimWait = createClaimWait(clock);
  const inProgress = new Map<string, Promise<RenderedVideo>>();
  let refusedKey: UnauthorizedError | undefined;

  const emit = (event: RenderEvent) => {
    try {
      onEvent?.(event);
    } catch {
      // The run matters more than its report.
    }
  };

  const start = (video: LedgerVideo, index: number) => {
    signal?.throwIfAborted();
    if (refusedKey !== undefined) throw refusedKey;
    const { key } = video;
    const onStep = (step: RenderStep) => emit({ index, key, ...step });
    const onFailure = (error: LedgerError) =>
      onStep({ type: 'ledger-failed', taskId: error.taskId, error });
    const startedAt = clock.now();
    const time = { startedAt, deadline: startedAt + milliseconds };
    const guarded = guardLedger(ledger, { ...options, ...time, onFailure });
    const rendering = renderOne(video, { ...options, ...time, claimWait, ledger: guarded, onStep });
    inProgress.set(key, rendering);
    return rendering;
  };

  const failed = (error: unknown) => {
    const facts = VideoApiError.isInstance(error) ? error : undefined;
    const { mayHaveBeenCharged = false, taskId } = facts ?? {};
    if (isError(error, 'unauthorized') && taskId === undefined) refusedKey = error;
    return { status: 'failed', error, taskId, mayHaveBeenCharged } as const;
  };

  return async (video: LedgerVideo, index: number): Promise<RenderResult> => {
    const { key } = video;
    let result: RenderResult;
    try {
      const twin = inProgress.get(key);
      const rendered = await (twin ?? start(video, index));
      const origin = twin === undefined ? rendered.origin : 'reused';
      result = { index, key, status: 'succeeded', ...rendered, origin };
    } catch (error) {
      result = { index, key, ...failed(error) };
    }
    emit({ index, key, type: 'ended', result });
    return result;
  };
}
