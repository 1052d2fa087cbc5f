import { describe, test } from 'vitest';
import { type GithubScenario, openGithubScenario } from './github-scenario.ts';

const inputs = { prompt: 'A lighthouse at dawn', release: 'v1.2.0' };

/** All requests to GitHub of a run that renders a video for a release, in order. */
const requests = [
  'GET releases',
  'GET matching-refs',
  'GET assets',
  'POST trees',
  'POST commits',
  'POST claim',
  'POST reserved',
  'POST task',
  'POST done',
  'POST upload',
];

const isWrite = (request: string) => request.startsWith('POST');

async function openRelease(sandbox: Parameters<typeof openGithubScenario>[0] = {}) {
  const scenario = await openGithubScenario(sandbox);
  await scenario.github.createRelease({ tag_name: 'v1.2.0', draft: true });
  return scenario;
}

/** Runs the job again, then once more with what a person found at the API, if it may have been charged. */
async function runAgain(scenario: GithubScenario, options: { readonly runAttempt?: string }) {
  const second = await scenario.run({ inputs, runId: '2002', ...options });
  if (second.run.exitCode === 0) return [second];
  const [task] = scenario.sandbox.tasks();
  const given = { ...inputs, 'task-id': task?.id ?? 'none' };
  return [second, await scenario.run({ inputs: given, runId: '3003' })];
}

describe.concurrent('a step that is killed', { timeout: 90_000 }, () => {
  test.for([
    ...requests.map((request, number) => ({ request, number, moment: 'before' })),
    ...requests
      .map((request, number) => ({ request, number, moment: 'after' }))
      .filter(({ request }) => isWrite(request)),
  ])(
    '$moment GitHub has carried out "$request" pays once in the end',
    async ({ moment, number, request }, { expect }) => {
      const scenario = await openRelease();
      const { github } = scenario;
      const hold = moment === 'before' ? github.holdNext : github.holdNextResponse;
      const first = await scenario.run({ inputs, killWhen: hold(/^/, number).arrived });

      const later = await runAgain(scenario, number % 2 === 0 ? {} : { runAttempt: '2' });

      const isUnclear =
        request === 'POST reserved' || (request === 'POST task' && moment === 'before');
      expect(first.run.signal).toBe('SIGKILL');
      expect(later.at(-1)?.run.exitCode).toBe(0);
      if (later.length > 1) {
        expect(later[0]?.run.annotations).toMatchObject([{ title: 'May have been charged' }]);
        expect(isUnclear || request === 'POST claim').toBe(true);
      }
      expect(scenario.sandbox.tasks()).toHaveLength(1);
      expect(await github.videos(1)).toHaveLength(1);
      await scenario.close();
    },
  );

  test.for(['before', 'after'] as const)(
    '%s the API has carried out the submission pays once in the end',
    async (when, { expect }) => {
      const faults = [{ kind: 'hang', on: 'submit', when } as const];
      const scenario = await openRelease({ sandbox: { faults } });
      const reached = scenario.sandboxLog.next('fault hang on POST');
      const first = await scenario.run({ inputs, killWhen: reached });

      const later = await runAgain(scenario, {});

      expect(first.run.signal).toBe('SIGKILL');
      expect(later.map(({ run }) => run.exitCode)).toEqual([1, 0]);
      expect(later[0]?.run.annotations).toMatchObject([{ title: 'May have been charged' }]);
      expect(scenario.sandbox.tasks()).toHaveLength(1);
      await scenario.close();
    },
  );
});
