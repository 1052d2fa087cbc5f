import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { executeWorkflow } from '../src/n8n/command.ts';
import { readExample, readExamples } from '../src/workflow/examples.ts';
import { listCharges } from './charges.ts';
import { type Stage, setStage } from './stage.ts';

describe('the examples, by n8n execute', () => {
  let stage: Stage;

  beforeAll(async () => {
    stage = await setStage({ workflows: readExamples() });
  });
  afterAll(() => stage.strike());

  test('the weekly campaign renders what is due, and pays once a week', async () => {
    const { id } = readExample('weekly-campaign-with-budget.json');

    const first = await executeWorkflow(stage.home, id);
    const again = await executeWorkflow(stage.home, id);

    expect(listCharges(stage.sandbox)).toEqual([300, 300]);
    for (const execution of [first, again]) {
      expect(execution.status).toBe('success');
      expect(execution.itemsOf('Row to write back').map(({ json }) => json)).toEqual(
        stage.sandbox.tasks().map(({ id: taskId, request }) => ({
          prompt: Object(request).prompt,
          taskId,
          videoUrl: expect.stringContaining('/media/'),
          credits: 300,
        })),
      );
      expect(execution.itemsOf('Notify the team')).toEqual([]);
    }
  });

  test('the batch renders its good rows, and names the bad one on the error output', async () => {
    const chargesBefore = listCharges(stage.sandbox);
    const { id } = readExample('batch-with-error-branch.json');

    const execution = await executeWorkflow(stage.home, id);

    expect(execution.itemsOf('Rendered').map(({ json }) => json.name)).toEqual([
      'waves',
      'market',
      'balloon',
    ]);
    expect(execution.itemsOf('Rendered')[0]?.binary?.data?.fileName).toBe('waves.mp4');
    expect(execution.itemsOf('To look at').map(({ json }) => json)).toEqual([
      {
        name: 'too-long',
        reason: expect.stringContaining('3 to 15'),
        mayHaveBeenCharged: false,
        taskId: '',
      },
    ]);
    expect(listCharges(stage.sandbox).slice(chargesBefore.length).toSorted()).toEqual([
      120, 160, 200,
    ]);
  });

  test('the submission returns its task id at once', async () => {
    const { id } = readExample('submit-and-finished-trigger.json');

    const execution = await executeWorkflow(stage.home, id);

    expect(execution.itemsOf('Submit the video')[0]?.json).toMatchObject({
      taskId: stage.sandbox.tasks().at(-1)?.id,
      credits: 432,
    });
  });
});
