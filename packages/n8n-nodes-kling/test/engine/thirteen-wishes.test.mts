import { type FaultRule, type SandboxOptions, startSandbox } from '@kling-automation/sandbox';
import { beforeAll, describe, expect, test } from 'vitest';
import { startServices } from './n8n-services.mts';
import { generating } from './open-sandbox.mts';
import { jsonOf, startWorkflow } from './run-workflow.mts';

beforeAll(async () => {
  await startServices();
});

/** The faults of a comparison of nodes and MCP servers: there 13 wishes made 13 to 30 tasks. */
const lostResponses: ReadonlyArray<readonly [name: string, fault: FaultRule]> = [
  ['a reset in the place of the response', { on: 'submit', kind: 'reset', when: 'after' }],
  [
    'resets in the place of all responses',
    { on: 'submit', kind: 'reset', when: 'after', times: 'always' },
  ],
  ['a 500 in the place of the response', { on: 'submit', kind: 'server-error', when: 'after' }],
  ['a 502 page in the place of the response', { on: 'submit', kind: 'html-error', when: 'after' }],
  [
    'a 200 page in the place of the response',
    { on: 'submit', kind: 'html-error', httpStatus: 200, when: 'after' },
  ],
];

const badPolls: typeof lostResponses = [
  ['a 500 among the polls', { on: 'read', kind: 'server-error' }],
  ['a 502 page among the polls', { on: 'read', kind: 'html-error' }],
  ['a reset among the polls', { on: 'read', kind: 'reset' }],
  ['malformed JSON among the polls', { on: 'read', kind: 'malformed-json' }],
  ['a 429 among the polls', { on: 'read', kind: 'rate-limited', retryAfterSeconds: 2 }],
  ['five 500s in a row among the polls', { on: 'read', kind: 'server-error', times: 5 }],
  ['an unknown status three times', { on: 'read', kind: 'unknown-status', times: 3 }],
];

describe.concurrent('a wish under Retry On Fail takes one task', () => {
  test.each(lostResponses)('and is found again after %s', async (_, fault) => {
    const { run, taskCount } = await wish('A lighthouse', { faults: [fault], speed: 1 });

    expect(taskCount).toBe(1);
    expect(jsonOf(run, 'Sink')).toMatchObject([{ status: 'succeeded', newCredits: 120 }]);
  });

  test.each(badPolls)('and is delivered in spite of %s', async (_, fault) => {
    const { run, taskCount } = await wish('A lighthouse', { faults: [fault] });

    expect(taskCount).toBe(1);
    expect(jsonOf(run, 'Sink')).toMatchObject([{ status: 'succeeded', newCredits: 120 }]);
  });

  test('and is not tried again after a failure for content policy', async () => {
    const { run, taskCount } = await wish('A lighthouse [[nsfw]]');

    expect(taskCount).toBe(1);
    expect(run.status).toBe('error');
  });
});

/** At the speed of 1 its video ends when it is parked: the callback of an earlier end is lost. */
async function wish(prompt: string, options: SandboxOptions = {}) {
  const sandbox = await startSandbox({ speed: 300, ...options });
  try {
    const started = startWorkflow({
      mode: 'trigger',
      baseUrl: sandbox.url,
      executionId: new URL(sandbox.url).port,
      resumeToken: sandbox.url,
      parameters: generating({ prompt }),
      node: { retryOnFail: true, maxTries: 3, waitBetweenTries: 0 },
    });
    await started.firstTurn;
    const { ended } = started;
    if (options.speed === 1) for (const { id } of sandbox.tasks()) sandbox.finish(id);
    const run = await ended;
    return { run, taskCount: sandbox.tasks().length };
  } finally {
    await sandbox.close();
  }
}
