import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { FaultRule } from '@kling-automation/sandbox';
import { describe, test } from 'vitest';
import { openScene } from './scenario.ts';

const inputs = { prompt: 'A lighthouse at dawn' };

/** One workspace for all runs, as on a runner of one's own. */
async function openWorkspace(faults: readonly FaultRule[] = []) {
  const workspace = await mkdtemp(join(tmpdir(), 'killed-'));
  const scene = await openScene({ faults });
  return {
    ...scene,
    play: (options: Partial<Parameters<typeof scene.play>[0]> = {}) =>
      scene.play({ inputs, workspace, ...options }),
    async close() {
      await scene.close();
      await rm(workspace, { recursive: true });
    },
  };
}

describe('a step that was killed', { timeout: 60_000 }, () => {
  test('between the submission and its answer may have paid, which the next run says instead of paying again', async ({
    expect,
  }) => {
    const runs = await openWorkspace([{ kind: 'hang', on: 'submit', when: 'after' }]);

    const first = await runs.play({ killWhen: runs.sandboxLog.next('_kling3 made') });
    const second = await runs.play();
    const taskId = runs.sandbox.tasks()[0]?.id ?? '';
    const third = await runs.play({ inputs: { ...inputs, 'task-id': taskId } });

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
