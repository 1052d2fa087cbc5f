import fc from 'fast-check';
import { expect, test } from 'vitest';
import { VideoApiError } from '../errors.ts';
import type { SubmissionFate, TaskWord } from '../testing/simulated-api.ts';
import type { LedgerFate } from '../testing/simulated-ledger.ts';
import { createSimulation, type Simulation } from '../testing/simulation.ts';
import { createInvariants } from '../testing/simulation-invariants.ts';
import type { Choose } from '../testing/step-scheduler.ts';

/** In each list the first is the usual thing. */
const submissionFates: readonly SubmissionFate[] = [
  'made',
  'made, no response',
  'made, connection reset',
  'made, error page',
  'made, named by an error',
  'limited',
  'refused',
  'refused for good',
  'unreachable',
];
const ledgerFates: readonly LedgerFate[] = [
  'done',
  'done again later',
  'done, but an error comes',
  'refused',
  'lost',
];
const finalWords: readonly TaskWord[] = ['SUCCESS', 'FAILED', 'EXPIRED', 'not found'];
const passingWords: readonly TaskWord[] = ['IN_PROGRESS', 'error page', 'reset'];

const anyOptions = fc.record({
  /** Mostly the usual thing happens, so runs get far. */
  choices: fc.infiniteStream(
    fc.oneof({ weight: 4, arbitrary: fc.constant(0) }, { weight: 1, arbitrary: fc.nat(63) }),
  ),
  /** The keys of each run, and how many runs start at once. */
  runs: fc.array(fc.constantFrom(['a'], ['a'], ['a', 'b']), { minLength: 2, maxLength: 5 }),
  together: fc.integer({ min: 1, max: 3 }),
  maxVideos: fc.integer({ min: 1, max: 3 }),
  countsSpending: fc.boolean(),
  /** What the API usually reports of each task. */
  endings: fc.array(fc.constantFrom<TaskWord>('FAILED', 'FAILED', 'SUCCESS'), { minLength: 3 }),
});

type Options = typeof anyOptions extends fc.Arbitrary<infer Value> ? Value : never;

test('no video is paid twice or lost, and no limit is exceeded, whatever fails in whatever order', async () => {
  const seen = new Set<string>();
  await fc.assert(
    fc.asyncProperty(anyOptions, async (options) => {
      const simulation = await play(options);
      for (const end of simulation.outcomes.flatMap(endsOf)) seen.add(end);
      for (const { attempt } of simulation.tasks) seen.add(`attempt ${attempt}`);
    }),
    { seed: 1, numRuns: 500 },
  );

  expect([...seen]).toEqual(
    expect.arrayContaining(
      [
        ['rendered', 'resumed', 'reused', 'crashed', 'stopped', 'attempt 3'],
        ['ambiguous-submission', 'task-failed', 'refused', 'budget-exceeded', 'ledger'],
      ].flat(),
    ),
  );
});

/** Lets runs start, crash and stop, and steps happen, in the order of the choices; checks each. */
async function play({ choices, runs, together, ...options }: Options): Promise<Simulation> {
  const choose: Choose = (count) => choices.next().value % count;
  const simulation = setUp(options, choose);
  const invariants = createInvariants(simulation);
  const waiting = runs.map((keys) => ({ keys, maxCredits: options.maxVideos * 300 }));
  const start = (count: number) => waiting.splice(0, count).map(simulation.start);
  const disturb = [
    () => {},
    () => start(1),
    () => simulation.crash(choose(runs.length)),
    () => simulation.stop(choose(runs.length)),
  ];

  start(together);
  let isOver = false;
  while (!isOver) {
    await simulation.settle();
    disturb[choose(12)]?.();
    await simulation.settle();
    const hasHappened = simulation.step(choose);
    expect([...invariants(), ...overLimit(simulation, options)]).toEqual([]);
    isOver = !hasHappened && start(1).length === 0;
  }
  return simulation;
}

function setUp(
  { countsSpending, endings }: Pick<Options, 'countsSpending' | 'endings'>,
  choose: Choose,
): Simulation {
  const pick = <Value>(usual: Value, values: readonly Value[]) =>
    values[choose(values.length)] ?? usual;
  return createSimulation({
    countsSpending,
    api: {
      submit: () => pick('made', submissionFates),
      read({ number }) {
        const usual = endings[number - 1] ?? 'SUCCESS';
        return pick(usual, [usual, ...finalWords, ...finalWords, ...passingWords]);
      },
    },
    ledgerFate: () => pick('done', ledgerFates),
  });
}

/** Counts as a run must that has just submitted: all runs together, or its own keys and tasks. */
function overLimit({ tasks }: Simulation, options: Pick<Options, 'countsSpending' | 'maxVideos'>) {
  const last = tasks.at(-1);
  const counted = tasks.filter(
    ({ key, run }) => options.countsSpending || key === last?.key || run === last?.run,
  );
  return counted.length > options.maxVideos ? [`${counted.length} videos are paid`] : [];
}

/** How a run got its videos, or why it did not. */
function endsOf(outcome: Simulation['outcomes'][number]): readonly string[] {
  if (outcome === undefined) return ['crashed'];
  if (outcome instanceof Error) return [reasonOf(outcome)];
  return outcome.map((result) =>
    result.status === 'succeeded' ? result.origin : reasonOf(result.error),
  );
}

function reasonOf(error: unknown): string {
  return VideoApiError.isInstance(error) ? error.code : 'stopped';
}
