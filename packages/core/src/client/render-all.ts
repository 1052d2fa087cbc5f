import { BudgetExceededError } from '../errors/before-submission.ts';
import { isError } from '../errors/is-error.ts';
import type { UnauthorizedError } from '../errors/response-errors.ts';
import { VideoApiError } from '../errors/video-api-error.ts';
import { createClaimWait } from '../memory/claim-wait.ts';
import { isPayable, lostCredits } from '../memory/credits.ts';
import { guardLedger } from '../memory/guarded-ledger.ts';
import { createMemoryLedger } from '../memory/memory-ledger.ts';
import type { LedgerVideo } from '../memory/pay-once.ts';
import { createCallSpending, type SpendingLimit } from '../memory/spending-limits.ts';
import type { Clock, Ledger, Random } from '../ports.ts';
import { estimateCredits } from '../pricing/estimate.ts';
import { fingerprint } from '../request/fingerprint.ts';
import type { VideoRequest } from '../request/video-fields.ts';
import { checkNumbers } from './check-numbers.ts';
import type { Client } from './client.ts';
import { cryptoRandom } from './crypto-random.ts';
import { type RenderedVideo, type RenderStep, renderOne } from './render-one.ts';

/** What became of one request; `index` and `key` say of which. */
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
   * @default the fingerprint; without a ledger, each request is its own
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
  /** @default 1 */
  readonly targetLagSeconds?: number | undefined;
  readonly signal?: AbortSignal | undefined;
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
 */
export async function renderAll(
  requests: readonly VideoRequest[],
  options: RenderAllOptions,
): Promise<readonly RenderResult[]> {
  const { concurrency = 5 } = options;
  checkNumbers({ ...options }, leastNumbers);
  const ledger = options.ledger ?? createMemoryLedger();
  const keys = await Promise.all(requests.map((request, index) => keyFor(request, index, options)));
  const videos = await readVideos(requests, keys, { ...options, ledger });
  const limits = limitsOf(videos, { ...options, ledger });
  await checkBudget(videos, limits);

  const render = createRenderer({ ...options, ledger, limits });
  const results: RenderResult[] = [];
  const queue = videos.entries();
  const worker = async () => {
    for (const [index, video] of queue) results[index] = await render(video, index);
  };
  await Promise.all(Array.from({ length: Math.min(concurrency, videos.length) }, worker));
  return results;
}

const leastNumbers = {
  concurrency: 1,
  maxCredits: 0,
  deadlineSeconds: 0,
  targetLagSeconds: Number.MIN_VALUE,
};

/** Reads what the ledger knows of each video, once for each key. */
async function readVideos(
  requests: readonly VideoRequest[],
  keys: readonly string[],
  options: RenderAllOptions & { readonly ledger: Ledger },
): Promise<readonly LedgerVideo[]> {
  const { clock, deadlineSeconds = 1800, signal } = options;
  const deadline = clock.now() + deadlineSeconds * 1000;
  const ledger = guardLedger(options.ledger, { clock, deadline, signal });
  const entries = new Map(
    await Promise.all(
      [...new Set(keys)].map(async (key) => [key, await ledger.read(key)] as const),
    ),
  );
  return requests.map((request, index) => {
    const key = keys[index] ?? '';
    return { key, request, entry: entries.get(key) };
  });
}

async function keyFor(
  request: VideoRequest,
  index: number,
  { keyOf, ledger }: RenderAllOptions,
): Promise<string> {
  if (keyOf !== undefined) return keyOf(request, index);
  const content = await fingerprint(request);
  return ledger === undefined ? `${content}#${index}` : content;
}

function limitsOf(
  videos: readonly LedgerVideo[],
  options: RenderAllOptions & { readonly ledger: Ledger },
): readonly SpendingLimit[] {
  const { ledger, limits = [], maxCredits } = options;
  const before = distinct(videos).reduce(
    (sum, { entry, request }) => sum + lostCredits(entry, request),
    0,
  );
  const own: SpendingLimit =
    ledger.spending === undefined
      ? { maxCredits, spending: createCallSpending(before), isShared: false }
      : { maxCredits, spending: ledger.spending, isShared: true };
  return [own, ...limits];
}

function distinct(videos: readonly LedgerVideo[]): readonly LedgerVideo[] {
  return [...new Map(videos.map((video) => [video.key, video])).values()];
}

/** Checks what the whole run would newly spend, before its first POST. */
async function checkBudget(
  videos: readonly LedgerVideo[],
  limits: readonly SpendingLimit[],
): Promise<void> {
  const payable = distinct(videos).filter(({ entry }) => isPayable(entry));
  const neededCredits = sumOf(payable, ({ request }) => estimateCredits(request).credits);
  if (neededCredits === 0) return;
  for (const { maxCredits, name, spending } of limits) {
    if (maxCredits === undefined) continue;
    const spentCredits = await spending.total();
    if (spentCredits + neededCredits <= maxCredits) continue;
    const failedCredits = sumOf(distinct(videos), ({ entry, request }) =>
      lostCredits(entry, request),
    );
    const facts = { neededCredits, maxCredits, spentCredits, failedCredits, limit: name };
    throw new BudgetExceededError({ ...facts, videos: payable.length });
  }
}

/** Renders one request of a run, and knows what the run must know of the others. */
function createRenderer(
  options: RenderAllOptions & {
    readonly ledger: Ledger;
    readonly limits: readonly SpendingLimit[];
  },
) {
  const { clock, deadlineSeconds = 1800, onEvent, random = cryptoRandom, signal } = options;
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

  const renderOnce = async (video: LedgerVideo, index: number): Promise<RenderedVideo> => {
    const { key } = video;
    const twin = inProgress.get(key);
    if (twin !== undefined) return { ...(await twin), origin: 'reused' };
    signal?.throwIfAborted();
    if (refusedKey !== undefined) throw refusedKey;
    const onStep = (step: RenderStep) => emit({ index, key, ...step });
    const startedAt = clock.now();
    const deadline = startedAt + deadlineSeconds * 1000;
    const time = { startedAt, deadline, claimWait, random };
    const rendering = renderOne(video, { ...options, ...time, onStep });
    inProgress.set(key, rendering);
    return rendering;
  };

  return async (video: LedgerVideo, index: number): Promise<RenderResult> => {
    const { key } = video;
    const result = await renderOnce(video, index).then(
      (rendered): RenderResult => ({ index, key, status: 'succeeded', ...rendered }),
      (error: unknown): RenderResult => {
        const { mayHaveBeenCharged = false, taskId } = VideoApiError.isInstance(error)
          ? error
          : { taskId: undefined };
        if (isError(error, 'unauthorized') && taskId === undefined) refusedKey = error;
        return { index, key, status: 'failed', error, taskId, mayHaveBeenCharged };
      },
    );
    emit({ index, key, type: 'ended', result });
    return result;
  };
}

function sumOf(videos: readonly LedgerVideo[], credits: (video: LedgerVideo) => number): number {
  return videos.reduce((sum, video) => sum + credits(video), 0);
}
