import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { executeArguments, executeWorkflow, startN8n } from '../src/n8n/command.ts';
import { describePorts } from '../src/n8n/environment.ts';
import { chooseFreePorts } from '../src/n8n/server.ts';
import { until } from '../src/process/until.ts';
import { klingNode, manualTrigger } from '../src/workflow/nodes.ts';
import { chainNodes } from '../src/workflow/workflow.ts';
import { listCharges } from './charges.ts';
import { openSetup, type Setup } from './setup.ts';

describe('SIGKILL of n8n in the middle of Generate with Pay Once Per Content', () => {
  let setup: Setup;

  beforeAll(async () => {
    setup = await openSetup({
      sandbox: { speed: 1 },
      workflows: [perContent('killedWhileWaiting'), perContent('killedWhileSubmitting')],
    });
  });
  afterAll(() => setup.close());

  test('while it waits: the next execution resumes the same task and pays nothing', async () => {
    const taskId = await killAtFirstTask('killedWhileWaiting');
    setup.sandbox.finish(taskId);
    const chargesBefore = listCharges(setup.sandbox);

    const execution = await executeWorkflow(setup.home, 'killedWhileWaiting');

    expect(execution.itemsOf('Kling')[0]?.json).toMatchObject({ taskId, status: 'succeeded' });
    expect(listCharges(setup.sandbox)).toEqual(chargesBefore);
  });

  test('before the response arrived: the next execution stops and reports a possible charge', async () => {
    setup.sandbox.inject({ kind: 'hang', on: 'submit', when: 'after' });
    await killAtFirstTask('killedWhileSubmitting');
    const chargesBefore = listCharges(setup.sandbox);

    const execution = await executeWorkflow(setup.home, 'killedWhileSubmitting');

    const [item] = execution.itemsOf('Kling');
    expect(item?.json).toMatchObject({ mayHaveBeenCharged: true });
    expect(listCharges(setup.sandbox)).toEqual(chargesBefore);
  });

  async function killAtFirstTask(workflowId: string): Promise<string> {
    const tasksBefore = setup.sandbox.tasks().length;
    const ports = describePorts(await chooseFreePorts());
    const child = startN8n(setup.home, executeArguments(workflowId), ports);
    const hasResponse = () =>
      setup.sandbox.faults().length === 0 && setup.sandbox.requests().at(-1)?.method === 'GET';
    const task = await until(
      'the task is made',
      () => {
        const made = setup.sandbox.tasks()[tasksBefore];
        const isHanging = setup.sandbox.requests().at(-1)?.fault === 'hang';
        return (hasResponse() || isHanging) && made;
      },
      { deadlineSeconds: 60, explain: child.output },
    );
    const exit = await child.kill();
    expect(exit.signal).toBe('SIGKILL');
    return task.id;
  }
});

/** With a short timeout: the node waits that long for the task id of another run, at most 90 s. */
function perContent(prompt: string) {
  const parameters = { resource: 'video', operation: 'generate', prompt, duration: 3 };
  const kling = klingNode(
    { ...parameters, download: false, payOncePer: 'content', options: { timeoutMinutes: 0.1 } },
    { onError: 'continueRegularOutput' },
  );
  return chainNodes(prompt, [manualTrigger(), kling]);
}
