import { describe, test } from 'vitest';
import { openScenario, runScenario } from './scenario.ts';
import { writeTranscript } from './transcript.ts';

const inputs = { prompt: 'A lighthouse at dawn' };
const taskId = 'n4139jvrk01_kling3';

describe.concurrent('a cancelled step', () => {
  test('stops waiting and names the paid task', async ({ expect }) => {
    const result = await runScenario({
      sandbox: { speed: 1 },
      inputs,
      cancelAt: 'Waiting for the video',
    });
    const { chargedCredits, run, submissions } = result;

    expect(run).toMatchObject({ exitCode: 130, signal: undefined, conclusion: 'cancelled' });
    expect(run.state.ledger).toContain(taskId);
    expect(run.summary).toContain(`task-id: ${taskId}`);
    expect(submissions).toHaveLength(1);
    expect(chargedCredits).toBe(300);
    await expect(writeTranscript(result)).toMatchFileSnapshot('transcripts/cancel.txt');
  });

  test('waits for the response to a submission under way, because it names the paid task', async ({
    expect,
  }) => {
    const scenario = await openScenario({ speed: 1, faults: [{ kind: 'slow', on: 'submit' }] });

    const { run, submissions } = await scenario.run({
      inputs,
      cancelWhen: scenario.sandboxLog.next('fault slow on POST'),
      debug: true,
      onOutput: (line) => line.includes('Received SIGINT') && scenario.clock.advance(5000),
    });

    expect(run).toMatchObject({ exitCode: 130, signal: undefined });
    expect(run.outputs['task-id']).toBe(taskId);
    expect(submissions).toHaveLength(1);
    await scenario.close();
  });

  test('gives up a response that never comes before the runner kills it', async ({ expect }) => {
    const scenario = await openScenario({
      speed: 1,
      faults: [{ kind: 'hang', on: 'submit', when: 'after' }],
    });

    const { run, submissions } = await scenario.run({
      inputs,
      cancelWhen: scenario.sandboxLog.next(`task ${taskId} made`),
    });

    expect(run).toMatchObject({ exitCode: 130, signal: undefined });
    expect(run.annotations[0]?.title).toBe('May have been charged');
    expect(submissions).toHaveLength(1);
    await scenario.close();
  });

  test('stops a download, leaves no partial file, and can be resumed', async ({ expect }) => {
    const scenario = await openScenario({ faults: [{ kind: 'hang', on: 'media' }] });

    const { chargedCredits, filesLeft, run } = await scenario.run({
      inputs,
      cancelWhen: scenario.sandboxLog.next('fault hang on GET /media/'),
    });

    expect(run).toMatchObject({ exitCode: 130, signal: undefined });
    expect(run.summary).toContain(`task-id: ${taskId}`);
    expect(filesLeft).toEqual([]);
    expect(chargedCredits).toBe(300);
    await scenario.close();
  });

  test('that is killed lets the post step name the paid task', async ({ expect }) => {
    // The step polls when its ledger has the task, which it reports a moment earlier.
    const scenario = await openScenario({ faults: [{ kind: 'hang', on: 'read' }] });

    const result = await scenario.run({
      inputs,
      killWhen: scenario.sandboxLog.next('fault hang on GET /api/v1/tasks/'),
    });
    const { run } = result;

    expect(run.signal).toBe('SIGKILL');
    expect(run.post?.annotations[0]?.message).toContain(taskId);
    expect(run.post?.summary).toContain(`task-id: ${taskId}`);
    await expect(writeTranscript(result)).toMatchFileSnapshot('transcripts/killed.txt');
    await scenario.close();
  });
});
