import { describe, expect, test } from 'vitest';
import type { SubmissionFate, TaskWord } from '../testing/simulated-api.ts';
import { createSimulation, type Simulation } from '../testing/simulation.ts';
import { createInvariants } from '../testing/simulation-invariants.ts';

/** What becomes of the first submission, and what the reads of each task return; the last one repeats. */
type Scenario = readonly [SubmissionFate, readonly TaskWord[]];

/** A run that crashes right before this step of the simulation. */
interface Crash {
  readonly run: number;
  readonly step: number;
}

function setUp([fate, words]: Scenario): Simulation {
  let submissions = 0;
  return createSimulation({
    api: {
      submit: () => (submissions++ === 0 ? fate : 'made'),
      read: ({ reads }) => words[Math.min(reads, words.length - 1)] ?? 'SUCCESS',
    },
  });
}

function start(simulation: Simulation): number {
  return simulation.start({ keys: ['video'] });
}

/** Lets everything happen that can, and checks after each step that nothing is paid twice or lost. */
async function play(simulation: Simulation, crashes: readonly Crash[] = []): Promise<void> {
  const invariants = createInvariants(simulation);
  const settle = async () => {
    await simulation.settle();
    for (const { run, step } of crashes) if (step === simulation.steps()) simulation.crash(run);
  };
  await settle();
  while (simulation.step()) {
    const broken = invariants();
    if (broken.length > 0)
      throw new Error(`After step ${simulation.steps()}: ${broken.join('; ')}`);
    await settle();
  }
}

async function countSteps(scenario: Scenario, runs: number): Promise<number> {
  const simulation = setUp(scenario);
  for (let run = 0; run < runs; run += 1) start(simulation);
  await play(simulation);
  return simulation.steps();
}

/** How a run got its video, or the code of its error; with the number of tasks made until then. */
function describeEnd({ outcomes, tasks }: Simulation, run: number): string {
  const outcome = outcomes[run];
  if (outcome === undefined || outcome instanceof Error) throw outcome ?? new Error('no outcome');
  const ends = outcome.map((result) =>
    result.status === 'succeeded' ? result.origin : Reflect.get(Object(result.error), 'code'),
  );
  return `${ends.join()}, ${tasks.length} ${tasks.length === 1 ? 'task' : 'tasks'}`;
}

/** What the next run comes to after a crash of the first before each of its steps, in groups. */
async function endsAfterCrashes(scenario: Scenario) {
  const ends: string[] = [];
  const steps = await countSteps(scenario, 1);
  for (let step = 0; step < steps; step += 1) {
    const simulation = setUp(scenario);
    await play(simulation, [{ run: start(simulation), step }]);
    const next = start(simulation);
    await play(simulation);
    ends.push(describeEnd(simulation, next));
  }
  const firsts = ends.flatMap((end, index) => (end === ends[index - 1] ? [] : [index]));
  return firsts.map((first, index) => {
    const steps = (firsts[index + 1] ?? ends.length) - first;
    return `${steps} × ${ends[first]}`;
  });
}

/** A run reads, claims, submits, records, polls and records: each call takes two steps. */
describe('After a crash before each step of a run, the next run', () => {
  test.each<[string, Scenario, readonly string[]]>([
    [
      'takes the video',
      ['made', ['SUCCESS']],
      [
        '2 × rendered, 1 task',
        '2 × ambiguous-submission, 0 tasks',
        '2 × ambiguous-submission, 1 task',
        '5 × resumed, 1 task',
        '2 × reused, 1 task',
      ],
    ],
    [
      'takes the video of a task that failed only once',
      ['made', ['FAILED', 'SUCCESS']],
      [
        '2 × rendered, 1 task',
        '2 × ambiguous-submission, 0 tasks',
        '2 × ambiguous-submission, 1 task',
        '8 × resumed, 1 task',
        '2 × reused, 1 task',
      ],
    ],
    [
      'takes the video of a task that failed until it is read once more',
      ['made', ['FAILED', 'FAILED', 'SUCCESS']],
      [
        '2 × task-failed, 1 task',
        '2 × ambiguous-submission, 0 tasks',
        '2 × ambiguous-submission, 1 task',
        '3 × task-failed, 1 task',
        '7 × resumed, 1 task',
      ],
    ],
    [
      'pays again for a task that failed for good, once the ledger names it as failed',
      ['made', ['FAILED']],
      [
        '2 × task-failed, 1 task',
        '2 × ambiguous-submission, 0 tasks',
        '2 × ambiguous-submission, 1 task',
        '8 × task-failed, 1 task',
        '2 × task-failed, 2 tasks',
      ],
    ],
    [
      'does not pay again for a video that has expired',
      ['made', ['SUCCESS', 'EXPIRED']],
      [
        '2 × rendered, 1 task',
        '2 × ambiguous-submission, 0 tasks',
        '2 × ambiguous-submission, 1 task',
        '3 × resumed, 1 task',
        '4 × task-failed, 1 task',
      ],
    ],
    [
      'takes the task that an error named',
      ['made, named by an error', ['SUCCESS']],
      [
        '2 × rendered, 1 task',
        '2 × ambiguous-submission, 0 tasks',
        '2 × ambiguous-submission, 1 task',
        '5 × resumed, 1 task',
        '2 × reused, 1 task',
      ],
    ],
    [
      'never pays again for a submission without a response',
      ['made, no response', ['SUCCESS']],
      [
        '2 × ambiguous-submission, 1 task',
        '2 × ambiguous-submission, 0 tasks',
        '4 × ambiguous-submission, 1 task',
      ],
    ],
    [
      'never pays again for a submission whose response was an error page',
      ['made, error page', ['SUCCESS']],
      [
        '2 × ambiguous-submission, 1 task',
        '2 × ambiguous-submission, 0 tasks',
        '4 × ambiguous-submission, 1 task',
      ],
    ],
    [
      'submits after a rate limit, but not over an open claim',
      ['limited', ['SUCCESS']],
      [
        '2 × rendered, 1 task',
        '4 × ambiguous-submission, 0 tasks',
        '3 × rendered, 1 task',
        '2 × ambiguous-submission, 0 tasks',
        '2 × ambiguous-submission, 1 task',
        '5 × resumed, 1 task',
        '2 × reused, 1 task',
      ],
    ],
    [
      'submits after a rejected request, but not over an open claim',
      ['refused', ['SUCCESS']],
      ['2 × refused, 0 tasks', '4 × ambiguous-submission, 0 tasks', '2 × rendered, 1 task'],
    ],
    [
      'never submits what was rejected for good',
      ['refused for good', ['SUCCESS']],
      ['2 × refused, 0 tasks', '4 × ambiguous-submission, 0 tasks', '2 × refused, 0 tasks'],
    ],
  ])('%s', async (_, scenario, ends) => {
    expect(await endsAfterCrashes(scenario)).toEqual(ends);
  });
});

describe('When two runs of one video crash before any two steps, a third run', () => {
  test.each<[string, Scenario, readonly string[]]>([
    [
      'takes the video, or reports that it may have been charged',
      ['made', ['SUCCESS']],
      [
        'ambiguous-submission, 0 tasks',
        'ambiguous-submission, 1 task',
        'rendered, 1 task',
        'resumed, 1 task',
        'reused, 1 task',
      ],
    ],
    [
      'takes the video of a task that failed first, or reports that it may have been charged',
      ['made', ['FAILED', 'FAILED', 'SUCCESS']],
      [
        'ambiguous-submission, 0 tasks',
        'ambiguous-submission, 1 task',
        'resumed, 1 task',
        'reused, 1 task',
        'task-failed, 1 task',
      ],
    ],
  ])('%s', async (_, scenario, expected) => {
    const ends = new Set<string>();
    const steps = await countSteps(scenario, 2);
    for (let first = 0; first <= steps; first += 1) {
      for (let second = 0; second <= steps; second += 1) {
        const simulation = setUp(scenario);
        const crashes = [first, second].map((step) => ({
          run: start(simulation),
          step,
        }));
        await play(simulation, crashes);
        const third = start(simulation);
        await play(simulation);
        ends.add(describeEnd(simulation, third));
      }
    }

    expect([...ends].sort()).toEqual(expected);
  });
});
