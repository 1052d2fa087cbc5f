import { beforeAll, describe, expect, test } from 'vitest';
import { startServices } from './n8n-services.mts';
import { generating, openSandbox, postsOf } from './open-sandbox.mts';
import { jsonOf, runWorkflow } from './run-workflow.mts';

beforeAll(async () => {
  await startServices();
});

describe('Up to N Seconds', () => {
  test('returns what is ready, and status and task id of the others', async () => {
    const sandbox = await openSandbox();

    const run = await runWorkflow({
      baseUrl: sandbox.url,
      items: ['a', 'b [[stuck]]'].map((prompt) => ({ json: { prompt } })),
      parameters: generating({
        prompt: '={{ $json.prompt }}',
        waitMode: 'upToSeconds',
        waitSeconds: 3,
      }),
    });

    expect(jsonOf(run)).toMatchObject([
      { status: 'succeeded' },
      {
        taskId: sandbox.tasks()[1]?.id,
        status: 'running',
        next: expect.stringContaining('Task > Wait'),
      },
    ]);
  });

  test('submits every item even when the time has passed before', async () => {
    const sandbox = await openSandbox({ speed: 1 });

    const run = await runWorkflow({
      baseUrl: sandbox.url,
      items: [1, 2, 3].map((name) => ({ json: { name } })),
      parameters: generating(
        { prompt: '=clip {{ $json.name }}', waitMode: 'upToSeconds', waitSeconds: 0 },
        { concurrency: 1 },
      ),
    });

    expect(jsonOf(run)).toMatchObject(
      [1, 2, 3].map(() => ({ status: 'running', credits: 120, newCredits: 120 })),
    );
    expect(postsOf(sandbox)).toBe(3);
  });
});
