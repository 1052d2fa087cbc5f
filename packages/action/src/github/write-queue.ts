import type { Clock } from '@kling-automation/core';

/** What is written first if several writes wait: the lowest. */
export const urgencies = {
  /** What is paid must be known before anything else. */
  paid: 0,
  /** A claim is waiting for its submission. */
  reservation: 1,
  claim: 2,
  other: 3,
} as const;

export type Urgency = (typeof urgencies)[keyof typeof urgencies];

/** Sends writes no faster than GitHub wants them. */
export interface WriteQueue {
  run<Value>(urgency: Urgency, write: () => Promise<Value>): Promise<Value>;
}

/** So many writes go at once, … */
const burst = 15;

/** … then one in so many milliseconds: 75 in the first minute, where GitHub allows about 80. */
const pause = 1000;

export function createWriteQueue(clock: Clock): WriteQueue {
  const waiting: { readonly urgency: Urgency; readonly start: () => void }[] = [];
  /** When all writes until now would have gone, had they gone one in a pause. */
  let pacedUntil = 0;
  let isPumping = false;

  const pump = async () => {
    if (isPumping) return;
    isPumping = true;
    while (waiting.length > 0) {
      const wait = pacedUntil - clock.now() - (burst - 1) * pause;
      if (wait > 0) await clock.sleep(wait);
      pacedUntil = Math.max(pacedUntil, clock.now()) + pause;
      const [next] = waiting.toSorted((one, other) => one.urgency - other.urgency);
      if (next === undefined) break;
      waiting.splice(waiting.indexOf(next), 1);
      next.start();
    }
    isPumping = false;
  };
  return {
    run: (urgency, write) =>
      new Promise((resolve, reject) => {
        waiting.push({ urgency, start: () => write().then(resolve, reject) });
        void pump();
      }),
  };
}
