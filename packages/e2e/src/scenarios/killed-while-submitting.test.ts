import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { FaultRule } from '@kling-automation/sandbox';
import { describe, test } from 'vitest';
import { openScenario } from './scenario.ts';

const inputs = { prompt: 'A lighthouse at dawn' };

/** One workspace for all runs, as on a self-hosted runner. */
async function openWorkspace(faults: readonly FaultRule[] = []) {
  const workspace = await mkdtemp(join(tmpdir(), 'killed-'));
  const scenario = await openScenario({ faults });
  return {
    ...scenario,
    run: (options: Partial<Parameters<typeof scenario.run>[0]> = {}) =>
      scenario.run({ inputs, workspace, ...options }),
    async close() {
      await scenario.close();
      await rm(workspace, { recursive: true });
    },
  };
}

describe('a step that was killed', () => {
  test('between the submission and its response may have paid, so the next run reports that instead of paying again', async ({
    expect,
  }) => {
    const runs = await openWorkspace([{ kind: 'hang', on: 'submit', when: 'after' }]);

    const first = await runs.run({ killWhen: runs.sandboxLog.next('_kling3 made') });
    const second = await runs.run();
    const taskId = runs.sandbox.tasks()[0]?.id ?? '';
    const third = await runs.run({ inputs: { ...inputs, 'task-id': taskId } });

    expect(first.run.signal).toBe('SIGKILL');
    expect(second.run).toMatchObject({ exitCode: 1 });
    expect(second.run.annotations).toMatchObject([{ title: 'May have been charged' }]);
    expect(second.submissions).toEqual([]);
    expect(third.run).toMatchObject({ exitCode: 0, outputs: { 'task-id': taskId } });
    expect(third.submissions).toEqual([]);
    expect(third.chargedCredits).toBe(300);
    await runs.close();
  });
});
