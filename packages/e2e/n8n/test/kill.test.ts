import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { executeArguments, executeWorkflow, startN8n } from '../src/n8n/command.ts';
import { describePorts } from '../src/n8n/environment.ts';
import { chooseFreePorts } from '../src/n8n/server.ts';
import { until } from '../src/process/until.ts';
import { klingNode, manualTrigger } from '../src/workflow/nodes.ts';
import { chainNodes } from '../src/workflow/workflow.ts';
import { listCharges } from './charges.ts';
import { type Stage, setStage } from './stage.ts';

describe('SIGKILL of n8n in the middle of Generate with Render Once', () => {
  let stage: Stage;

  beforeAll(async () => {
    stage = await setStage({
      sandbox: { speed: 1 },
      workflows: [renderOnce('killedWhileWaiting'), renderOnce('killedWhileSubmitting')],
    });
  });
  afterAll(() => stage.strike());

  test('while it waits: the next execution goes on with the same task and pays nothing', async () => {
    const taskId = await killAtFirstTask('killedWhileWaiting');
    stage.sandbox.finish(taskId);
    const chargesBefore = listCharges(stage.sandbox);

    const execution = await executeWorkflow(stage.home, 'killedWhileWaiting');

    expect(execution.itemsOf('Kling')[0]?.json).toMatchObject({ taskId, status: 'succeeded' });
    expect(listCharges(stage.sandbox)).toEqual(chargesBefore);
  });

  test('before the answer came: the next execution stops and says that it may have been charged', async () => {
    stage.sandbox.inject({ kind: 'hang', on: 'submit', when: 'after' });
    await killAtFirstTask('killedWhileSubmitting');
    const chargesBefore = listCharges(stage.sandbox);

    const execution = await executeWorkflow(stage.home, 'killedWhileSubmitting');

    const [item] = execution.itemsOf('Kling');
    expect(item?.json).toMatchObject({ mayHaveBeenCharged: true });
    expect(listCharges(stage.sandbox)).toEqual(chargesBefore);
  });

  async function killAtFirstTask(workflowId: string): Promise<string> {
    const tasksBefore = stage.sandbox.tasks().length;
    const ports = describePorts(await chooseFreePorts());
    const child = startN8n(stage.home, executeArguments(workflowId), ports);
    const answered = () =>
      stage.sandbox.faults().length === 0 && stage.sandbox.requests().at(-1)?.method === 'GET';
    const task = await until(
      'the task is made',
      () => {
        const made = stage.sandbox.tasks()[tasksBefore];
        const isHanging = stage.sandbox.requests().at(-1)?.fault === 'hang';
        return (answered() || isHanging) && made;
      },
      { deadlineSeconds: 60, explain: child.output },
    );
    const exit = await child.kill();
    expect(exit.signal).toBe('SIGKILL');
    return task.id;
  }
});

/** With a short timeout: a submission without an answer is waited for as long as that, at most 90 s. */
function renderOnce(prompt: string) {
  const parameters = { resource: 'video', operation: 'generate', prompt, duration: 3 };
  const kling = klingNode(
    { ...parameters, download: false, options: { renderOnce: true, timeoutMinutes: 0.1 } },
    { onError: 'continueRegularOutput' },
  );
  return chainNodes(prompt, [manualTrigger(), kling]);
}
