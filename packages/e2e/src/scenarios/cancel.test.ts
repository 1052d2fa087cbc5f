import { describe, test } from 'vitest';
import { openScene, playScenario } from './scenario.ts';
import { writeTranscript } from './transcript.ts';

const inputs = { prompt: 'A lighthouse at dawn' };
const taskId = 'n4139jvrk01_kling3';

describe.concurrent('a cancelled step', { timeout: 30_000 }, () => {
  test('stops waiting, and says which task is paid', async ({ expect }) => {
    const scenario = await playScenario({
      sandbox: { speed: 1 },
      inputs,
      cancelAt: 'Waiting for the video',
    });
    const { chargedCredits, run, submissions } = scenario;

    expect(run).toMatchObject({ exitCode: 130, signal: undefined, conclusion: 'cancelled' });
    expect(run.state.ledger).toContain(taskId);
    expect(run.summary).toContain(`task-id: ${taskId}`);
    expect(submissions).toHaveLength(1);
    expect(chargedCredits).toBe(300);
    await expect(writeTranscript(scenario)).toMatchFileSnapshot('transcripts/cancel.txt');
  });

  test('waits for the response to a submission under way: it names what is paid', async ({
    expect,
  }) => {
    const scene = await openScene({ speed: 1, faults: [{ kind: 'slow', on: 'submit' }] });

    const { run, submissions } = await scene.play({
      inputs,
      cancelWhen: scene.sandboxLog.next('fault slow on POST'),
      debug: true,
      onOutput: (line) => line.includes('Received SIGINT') && scene.clock.advance(5000),
    });

    expect(run).toMatchObject({ exitCode: 130, signal: undefined });
    expect(run.outputs['task-id']).toBe(taskId);
    expect(submissions).toHaveLength(1);
    await scene.close();
  });

  test('gives up a response that never comes before the runner kills it', async ({ expect }) => {
    const scene = await openScene({
      speed: 1,
      faults: [{ kind: 'hang', on: 'submit', when: 'after' }],
    });

    const { run, submissions } = await scene.play({
      inputs,
      cancelWhen: scene.sandboxLog.next(`task ${taskId} made`),
    });

    expect(run).toMatchObject({ exitCode: 130, signal: undefined });
    expect(run.annotations[0]?.title).toBe('May have been charged');
    expect(submissions).toHaveLength(1);
    await scene.close();
  });

  test('breaks off a download, leaves no half file, and can be resumed', async ({ expect }) => {
    const scene = await openScene({ faults: [{ kind: 'hang', on: 'media' }] });

    const { chargedCredits, filesLeft, run } = await scene.play({
      inputs,
      cancelWhen: scene.sandboxLog.next('fault hang on GET /media/'),
    });

    expect(run).toMatchObject({ exitCode: 130, signal: undefined });
    expect(run.summary).toContain(`task-id: ${taskId}`);
    expect(filesLeft).toEqual([]);
    expect(chargedCredits).toBe(300);
    await scene.close();
  });

  test('that is killed lets the post step say which task is paid', async ({ expect }) => {
    const scenario = await playScenario({
      sandbox: { speed: 1 },
      inputs,
      killAt: 'Waiting for the video',
    });
    const { run } = scenario;

    expect(run.signal).toBe('SIGKILL');
    expect(run.post?.annotations[0]?.message).toContain(taskId);
    expect(run.post?.summary).toContain(`task-id: ${taskId}`);
    await expect(writeTranscript(scenario)).toMatchFileSnapshot('transcripts/killed.txt');
  });
});
