import { UnauthorizedError } from '../errors/response-errors.ts';
import { VideoApiError } from '../errors/video-api-error.ts';
import type { Clock, Ledger } from '../ports.ts';
import { fingerprint } from '../request/fingerprint.ts';
import type { VideoRequest } from '../request/video-fields.ts';
import { checkBudget, type KeyedRequest } from './budget.ts';
import type { Client } from './client.ts';
import { createMemoryLedger } from './memory-ledger.ts';
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
  readonly client: Pick<Client, 'submit' | 'wait'>;
  readonly clock: Clock;
  /** What was submitted before. @default one that forgets with this call */
  readonly ledger?: Ledger | undefined;
  /**
   * Names what counts as the same video in the ledger. Requests with one key are paid once.
   *
   * @default the fingerprint; without a ledger, each request is its own
   */
  readonly keyOf?: ((request: VideoRequest, index: number) => string | Promise<string>) | undefined;
  /** How many videos are under way at once, from 1. @default 5 */
  readonly concurrency?: number | undefined;
  /** Most credits the whole run may newly spend. @default no limit */
  readonly maxCredits?: number | undefined;
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
 * @returns one result a request, in their order.
 * @throws {BudgetExceededError} when the run would newly spend more than `maxCredits`; nothing is
 * sent.
 * @throws {LedgerError} when the ledger cannot be read at the start; nothing is sent.
 */
export async function renderAll(
  requests: readonly VideoRequest[],
  options: RenderAllOptions,
): Promise<readonly RenderResult[]> {
  const { concurrency = 5, ledger = createMemoryLedger(), maxCredits } = options;
  const keyed = await Promise.all(
    requests.map((request, index) => withKey(request, index, options)),
  );
  if (maxCredits !== undefined) await checkBudget(keyed, { ledger, maxCredits });

  const render = createRenderer({ ...options, ledger });
  const results: RenderResult[] = [];
  const queue = keyed.entries();
  const worker = async () => {
    for (const [index, request] of queue) results[index] = await render(request, index);
  };
  await Promise.all(Array.from({ length: Math.max(1, Math.floor(concurrency)) }, worker));
  return results;
}

async function withKey(
  request: VideoRequest,
  index: number,
  { keyOf, ledger }: RenderAllOptions,
): Promise<KeyedRequest> {
  if (keyOf !== undefined) return { key: await keyOf(request, index), request };
  const content = await fingerprint(request);
  return { key: ledger === undefined ? `${content}#${index}` : content, request };
}

/** Renders one request of a run, and knows what the run must know of the others. */
function createRenderer(options: RenderAllOptions & { readonly ledger: Ledger }) {
  const { deadlineSeconds = 1800, onEvent, signal } = options;
  const underWay = new Map<string, Promise<RenderedVideo>>();
  let refusedKey: UnauthorizedError | undefined;

  const emit = (event: RenderEvent) => {
    try {
      onEvent?.(event);
    } catch {
      // The run matters more than its report.
    }
  };

  const renderOnce = async (keyed: KeyedRequest, index: number): Promise<RenderedVideo> => {
    const { key } = keyed;
    const twin = underWay.get(key);
    if (twin !== undefined) return { ...(await twin), origin: 'reused' };
    signal?.throwIfAborted();
    if (refusedKey !== undefined) throw refusedKey;
    const onStep = (step: RenderStep) => emit({ index, key, ...step });
    const video = renderOne(keyed, { ...options, deadlineSeconds, onStep });
    underWay.set(key, video);
    return video;
  };

  return async (keyed: KeyedRequest, index: number): Promise<RenderResult> => {
    const { key } = keyed;
    const result = await renderOnce(keyed, index).then(
      (video): RenderResult => ({ index, key, status: 'succeeded', ...video }),
      (error: unknown): RenderResult => {
        const { mayHaveBeenCharged = false, taskId } =
          error instanceof VideoApiError ? error : { taskId: undefined };
        if (error instanceof UnauthorizedError && taskId === undefined) refusedKey = error;
        return { index, key, status: 'failed', error, taskId, mayHaveBeenCharged };
      },
    );
    emit({ index, key, type: 'ended', result });
    return result;
  };
}
