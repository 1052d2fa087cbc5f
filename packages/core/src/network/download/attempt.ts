import { showUrl } from '../media-url.ts';
import { networkReason } from '../network-reason.ts';
import type { DownloadSettings } from './download-settings.ts';
import { Interruption } from './interruption.ts';

/** One request of a download, which ends when the server is silent for too long. */
export interface Attempt {
  /** Aborts with the download, or with an `Interruption` after too long a silence. */
  readonly signal: AbortSignal;
  /** Yields the body of the response; only the time in which it is waited for counts as silence. */
  read(body: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array>;
  /** Ends the request. */
  end(): void;
}

/** Begins to watch for silence at once. */
export function startAttempt(url: URL, settings: DownloadSettings): Attempt {
  const { clock, fail, signal: stop, silenceLimitMilliseconds: limit } = settings;
  const ending = new AbortController();
  const signal = AbortSignal.any([stop, ending.signal]);
  let waitingSince: number | undefined = clock.now();

  const watch = async () => {
    let left = limit;
    while (left > 0) {
      await clock.sleep(left, signal);
      left = (waitingSince ?? clock.now()) + limit - clock.now();
    }
    const what = `The server of ${showUrl(url)} was silent for ${limit / 1000} s.`;
    ending.abort(new Interruption(fail('interrupted', what), { isFromStart: false }));
  };
  watch().catch(() => {
    // The attempt has ended.
  });

  return {
    signal,

    async *read(body) {
      try {
        for await (const chunk of body) {
          waitingSince = undefined;
          yield chunk;
          waitingSince = clock.now();
        }
      } catch (error) {
        signal.throwIfAborted();
        const what = `The download of ${showUrl(url)} broke off (${networkReason(error)}).`;
        throw new Interruption(fail('interrupted', what, error), { isFromStart: false });
      }
    },

    end: () => ending.abort(),
  };
}
