import type { Clock } from '../ports.ts';

/** Decides what happens next: a number from 0, below `count`; 0 is the usual thing. */
export type Choose = (count: number) => number;

/** Something that happens at one moment: a request arrives, a response arrives, or time passes. */
interface Step {
  readonly run: number;
  readonly isRequest: boolean;
  readonly execute: () => void;
}

interface Sleeper {
  readonly run: number | undefined;
  readonly wakesAt: number;
  readonly wake: () => void;
}

/** What came of a call where it arrived; `lost` ones never get a response. */
export type Reply<Value> = { readonly value: Value } | { readonly error: Error } | 'lost';

/** Runs programs step by step, in an order of the test's choice, in virtual time. */
export interface StepScheduler {
  /** The clock of a run; it never wakes a run that was killed. */
  clockOf(run: number): Clock;
  /** A call of a run to the outside: its request arrives in one step, its response in another. */
  call<Value>(run: number, arrive: () => Reply<Value>): Promise<Value>;
  /** Lets something happen after so many milliseconds, whatever becomes of the runs. */
  after(milliseconds: number, effect: () => void): void;
  /** Ends a run as a crash does: it does nothing more, but what it has sent still arrives. */
  kill(run: number): void;
  /** Executes one step. @returns false when nothing is left to happen. */
  next(choose: Choose): boolean;
}

/** Starts at 2026-01-01T00:00:00Z. */
export function createStepScheduler(): StepScheduler {
  let now = 1_767_225_600_000;
  let steps: readonly Step[] = [];
  let sleepers: readonly Sleeper[] = [];
  const killed = new Set<number>();

  const add = (step: Step) => {
    steps = [...steps, step];
  };
  const passTime = () => {
    const [first] = [...sleepers].sort((a, b) => a.wakesAt - b.wakesAt);
    if (first === undefined) return;
    now = Math.max(now, first.wakesAt);
    sleepers = sleepers.filter((sleeper) => sleeper !== first);
    first.wake();
  };

  return {
    clockOf: (run) => ({
      now: () => now,
      sleep: (milliseconds, signal) =>
        new Promise((resolve, reject) => {
          if (killed.has(run)) return;
          if (signal?.aborted) return reject(signal.reason);
          const sleeper = { run, wakesAt: now + Math.max(0, milliseconds), wake: resolve };
          sleepers = [...sleepers, sleeper];
          const onAbort = () => {
            sleepers = sleepers.filter((other) => other !== sleeper);
            reject(signal?.reason);
          };
          signal?.addEventListener('abort', onAbort, { once: true });
        }),
    }),

    call: (run, arrive) =>
      new Promise((resolve, reject) => {
        if (killed.has(run)) return;
        const execute = () => {
          const reply = arrive();
          if (reply === 'lost' || killed.has(run)) return;
          const settle = () => ('value' in reply ? resolve(reply.value) : reject(reply.error));
          add({ run, isRequest: false, execute: settle });
        };
        add({ run, isRequest: true, execute });
      }),

    after(milliseconds, wake) {
      sleepers = [...sleepers, { run: undefined, wakesAt: now + milliseconds, wake }];
    },

    kill(run) {
      killed.add(run);
      sleepers = sleepers.filter((sleeper) => sleeper.run !== run);
      steps = steps.filter((step) => step.run !== run || step.isRequest);
    },

    next(choose) {
      const count = steps.length + Math.min(1, sleepers.length);
      if (count === 0) return false;
      const step = steps[choose(count)];
      steps = steps.filter((other) => other !== step);
      if (step === undefined) passTime();
      else step.execute();
      return true;
    },
  };
}
