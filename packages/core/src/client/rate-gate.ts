import { RateLimitedError } from '../errors/response-errors.ts';
import { backOffMilliseconds } from '../polling/back-off.ts';
import type { Clock, Random } from '../ports.ts';

/** Slows all requests of a client together when the API asks for fewer. */
export interface RateGate {
  /**
   * Resolves when requests may be sent; rejects with the signal's reason when it aborts.
   *
   * @throws {RateLimitedError} at once, when they may not be sent before the deadline, which is in
   * milliseconds since 1970.
   */
  pass(signal?: AbortSignal, deadline?: number): Promise<void>;
  /** Milliseconds until requests may be sent; 0 when they may. Spread, so not all come at once. */
  millisecondsUntilOpen(): number;
  /** Closes the gate as long as the API asked for, or by growing back-off where it named no time. */
  close(retryAfterMilliseconds?: number): void;
  /** Notes that a request was let through, so the next back-off starts small again. */
  reset(): void;
}

/** A Retry-After beyond this is asked again after this long, in milliseconds. */
const longestClosure = 300_000;

/** Requests that waited come back within this time after the opening, in milliseconds. */
const spread = 1000;

/** Makes an open gate. */
export function createRateGate({ clock, random }: { clock: Clock; random: Random }): RateGate {
  let opensAt = 0;
  let rejections = 0;

  const millisecondsUntilOpen = () => {
    const closed = opensAt - clock.now();
    return closed > 0 ? closed + Math.round(random() * spread) : 0;
  };

  return {
    millisecondsUntilOpen,
    async pass(signal, deadline = Number.POSITIVE_INFINITY) {
      for (let pause = millisecondsUntilOpen(); pause > 0; pause = millisecondsUntilOpen()) {
        if (clock.now() + pause >= deadline) throw closedFor(pause);
        await clock.sleep(pause, signal);
      }
    },
    close(retryAfterMilliseconds) {
      rejections += 1;
      const pause = retryAfterMilliseconds ?? backOffMilliseconds(rejections, random);
      opensAt = Math.max(opensAt, clock.now() + Math.min(pause, longestClosure));
    },
    reset() {
      rejections = 0;
    },
  };
}

function closedFor(retryAfterMilliseconds: number): RateLimitedError {
  return new RateLimitedError({ httpStatus: 429, retryAfterMilliseconds });
}
