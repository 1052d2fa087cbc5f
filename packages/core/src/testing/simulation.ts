import { createClient } from '../client/client.ts';
import type { LedgerEntry } from '../memory/ledger-entry.ts';
import type { HttpRequest } from '../ports.ts';
import { type RenderResult, renderAll } from '../render/render-all.ts';
import { video } from './set-up-render-all.ts';
import { type ApiScript, createSimulatedApi, type SimulatedTask } from './simulated-api.ts';
import { createSimulatedLedger, type LedgerFate } from './simulated-ledger.ts';
import { type Choose, createStepScheduler } from './step-scheduler.ts';

/** Runs that pay for videos over one API and one ledger, and may crash before any step. */
export interface Simulation {
  readonly tasks: readonly SimulatedTask[];
  readonly entries: ReadonlyMap<string, LedgerEntry>;
  /** What each run returned or threw; undefined for one that crashed, or has not ended. */
  readonly outcomes: readonly (readonly RenderResult[] | Error | undefined)[];
  /** Starts a run, as a process of its own. @returns its number, from 0. */
  start(options: {
    readonly keys: readonly string[];
    readonly maxCredits?: number | undefined;
  }): number;
  /** Ends a run without warning; what it has sent still arrives. */
  crash(run: number): void;
  /** Aborts a run. */
  stop(run: number): void;
  /** Lets all happen that follows at once. */
  settle(): Promise<void>;
  /** Executes the next step. @returns false when nothing is left to happen. */
  step(choose?: Choose): boolean;
  /** How many steps there have been. */
  steps(): number;
}

/** Starts without runs, tasks and entries. */
export function createSimulation(options: {
  readonly api: ApiScript;
  /** @default every call is done */
  readonly ledgerFate?: (() => LedgerFate) | undefined;
  /** Whether the ledger counts what all runs spend; else each counts for itself. @default false */
  readonly countsSpending?: boolean | undefined;
}): Simulation {
  const { countsSpending = false, ledgerFate = () => 'done' as const } = options;
  const scheduler = createStepScheduler();
  const api = createSimulatedApi(options.api);
  const ledger = createSimulatedLedger(scheduler, { counts: countsSpending, fate: ledgerFate });
  const outcomes: (readonly RenderResult[] | Error | undefined)[] = [];
  const stops: AbortController[] = [];
  let steps = 0;

  const runAll = (run: number, keys: readonly string[], maxCredits: number | undefined) => {
    const clock = scheduler.clockOf(run);
    const send = (request: HttpRequest) => scheduler.call(run, () => api.receive(run, request));
    return renderAll(keys.map(video), {
      client: createClient({ clock, transport: { send }, random: () => 0.5 }),
      clock,
      random: () => 0.5,
      ledger: ledger.ledgerOf(run),
      keyOf: ({ prompt = '' }) => prompt,
      maxCredits,
      deadlineSeconds: 300,
      signal: stops[run]?.signal,
    });
  };

  return {
    tasks: api.tasks,
    entries: ledger.entries,
    outcomes,
    start({ keys, maxCredits }) {
      const run = stops.push(new AbortController()) - 1;
      outcomes[run] = undefined;
      void runAll(run, keys, maxCredits)
        .catch((error: unknown) => (error instanceof Error ? error : new Error(String(error))))
        .then((outcome) => {
          outcomes[run] = outcome;
        });
      return run;
    },
    crash: scheduler.kill,
    stop: (run) => stops[run]?.abort(new Error('stopped')),
    settle: () => new Promise((resolve) => setImmediate(resolve)),
    step(choose = () => 0) {
      const hasHappened = scheduler.next(choose);
      if (hasHappened) steps += 1;
      return hasHappened;
    },
    steps: () => steps,
  };
}
