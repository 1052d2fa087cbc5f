import { expect, test } from 'vitest';
import { openScenario } from './scenario.ts';
import { writeTranscript } from './transcript.ts';

test('a step with a task-id resumes what an earlier run has paid', async () => {
  const scenario = await openScenario({ faults: [{ kind: 'expired-media-url', times: 'always' }] });
  const inputs = { prompt: 'A lighthouse at dawn' };
  const first = await scenario.run({ inputs });
  scenario.sandbox.clearFaults();
  const { 'task-id': taskId = '' } = first.run.outputs;

  const second = await scenario.run({ inputs: { ...inputs, 'task-id': taskId } });

  expect(first.run.outputs).toMatchObject({ status: 'failed', 'video-path': '' });
  expect(first.run.annotations[0]?.message).toContain(`task-id: ${taskId}`);
  expect(second.run.exitCode).toBe(0);
  expect(second.run.outputs).toMatchObject({ status: 'resumed', 'task-id': taskId });
  expect(second.video).toMatchObject({ isMp4: true });
  expect(second.submissions).toEqual([]);
  expect(second.chargedCredits).toBe(300);
  await expect(writeTranscript(second)).toMatchFileSnapshot('transcripts/resume.txt');
  await scenario.close();
});
