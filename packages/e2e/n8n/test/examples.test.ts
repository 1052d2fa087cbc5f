import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { executeWorkflow } from '../src/n8n/command.ts';
import { readExample, readExamples } from '../src/workflow/examples.ts';
import { listCharges } from './charges.ts';
import { openSetup, type Setup } from './setup.ts';

describe('the examples, by n8n execute', () => {
  let setup: Setup;

  beforeAll(async () => {
    setup = await openSetup({ workflows: readExamples() });
  });
  afterAll(() => setup.close());

  test('the weekly campaign renders the rows that are due, and pays once a week', async () => {
    const { id } = readExample('weekly-campaign-with-budget.json');

    const first = await executeWorkflow(setup.home, id);
    const again = await executeWorkflow(setup.home, id);

    expect(listCharges(setup.sandbox)).toEqual([300, 300]);
    for (const execution of [first, again]) {
      expect(execution.status).toBe('success');
      const rows = execution.itemsOf('Row to write back').map(({ json }) => json);
      const tasks = setup.sandbox.tasks().map(({ id: taskId, request }) => ({
        prompt: Object(request).prompt,
        taskId,
        videoUrl: expect.stringContaining('/media/'),
        credits: 300,
      }));
      // Both are submitted at the same time, and either may arrive first.
      expect(rows.toSorted(byTaskId)).toEqual(tasks.toSorted(byTaskId));
      expect(execution.itemsOf('Notify the team')).toEqual([]);
    }
  });

  test('the batch renders its good rows, and names the bad one on the error output', async () => {
    const chargesBefore = listCharges(setup.sandbox);
    const { id } = readExample('batch-with-error-branch.json');

    const execution = await executeWorkflow(setup.home, id);

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
    expect(listCharges(setup.sandbox).slice(chargesBefore.length).toSorted()).toEqual([
      120, 160, 200,
    ]);
  });

  test('the submission returns its task id at once', async () => {
    const { id } = readExample('submit-and-finished-trigger.json');

    const execution = await executeWorkflow(setup.home, id);

    expect(execution.itemsOf('Submit the video')[0]?.json).toMatchObject({
      taskId: setup.sandbox.tasks().at(-1)?.id,
      credits: 432,
    });
  });
});

function byTaskId(
  one: { readonly taskId?: unknown },
  other: { readonly taskId?: unknown },
): number {
  return String(one.taskId).localeCompare(String(other.taskId));
}
