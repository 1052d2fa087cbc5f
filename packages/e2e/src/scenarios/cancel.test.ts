import { describe, test } from 'vitest';
import { playScenario } from './scenario.ts';
import { writeTranscript } from './transcript.ts';

const inputs = { prompt: 'A lighthouse at dawn' };
const taskId = 'n4139jvrk01_kling3';

describe.concurrent('a cancelled step', () => {
  test('stops waiting at once, and says which task is paid', { timeout: 30_000 }, async ({
    expect,
  }) => {
    const scenario = await playScenario({
      sandbox: { speed: 1 },
      inputs,
      cancelAt: 'Waiting for the video',
    });
    const { chargedCredits, run, submissions } = scenario;

    expect(run).toMatchObject({ exitCode: 130, signal: undefined, conclusion: 'cancelled' });
    expect(run.durationMilliseconds).toBeLessThan(4000);
    expect(run.state.ledger).toContain(taskId);
    expect(run.summary).toContain(`task-id: ${taskId}`);
    expect(submissions).toHaveLength(1);
    expect(chargedCredits).toBe(300);
    await expect(writeTranscript(scenario)).toMatchFileSnapshot('transcripts/cancel.txt');
  });

  test('awaits the answer of a submission under way: it names what is paid', {
    timeout: 30_000,
  }, async ({ expect }) => {
    const { run, submissions } = await playScenario({
      sandbox: { speed: 1, faults: [{ kind: 'slow', on: 'submit', delayMilliseconds: 2500 }] },
      inputs,
      cancelOnRequest: ({ method }) => method === 'POST',
    });

    expect(run).toMatchObject({ exitCode: 130, signal: undefined });
    expect(run.outputs['task-id']).toBe(taskId);
    expect(submissions).toHaveLength(1);
  });

  test('gives up an answer that never comes before the runner kills it', {
    timeout: 30_000,
  }, async ({ expect }) => {
    const { run, submissions } = await playScenario({
      sandbox: { speed: 1, faults: [{ kind: 'hang', on: 'submit', when: 'after' }] },
      inputs,
      cancelOnRequest: ({ method }) => method === 'POST',
    });

    expect(run).toMatchObject({ exitCode: 130, signal: undefined });
    expect(run.annotations[0]?.title).toBe('May have been charged');
    expect(submissions).toHaveLength(1);
  });

  test('breaks off a download, leaves no half file, and can be gone on with', {
    timeout: 30_000,
  }, async ({ expect }) => {
    const { chargedCredits, filesLeft, run } = await playScenario({
      sandbox: { faults: [{ kind: 'hang', on: 'media' }] },
      inputs,
      cancelOnRequest: ({ path }) => path.startsWith('/media/'),
    });

    expect(run).toMatchObject({ exitCode: 130, signal: undefined });
    expect(run.summary).toContain(`task-id: ${taskId}`);
    expect(filesLeft).toEqual([]);
    expect(chargedCredits).toBe(300);
  });

  test('that is killed lets the post step say which task is paid', {
    timeout: 30_000,
  }, async ({ expect }) => {
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
