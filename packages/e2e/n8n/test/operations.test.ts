import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { executeWorkflow } from '../src/n8n/command.ts';
import { klingNode, manualTrigger } from '../src/workflow/nodes.ts';
import { chainNodes } from '../src/workflow/workflow.ts';
import { listCharges, submitVideo } from './charges.ts';
import { openSetup, type Setup } from './setup.ts';

describe('every operation by n8n execute', () => {
  let setup: Setup;
  let taskId: string;

  beforeAll(async () => {
    setup = await openSetup({
      workflows: async (sandbox) => {
        taskId = await submitVideo(sandbox, 'A task of another day');
        const task = { resource: 'task', taskId };
        const video = { resource: 'video', mode: 'pro', duration: 4, sound: false };
        return [
          operation('generate', {
            ...video,
            prompt: 'A lighthouse at dawn',
            waitMode: 'untilFinished',
            download: true,
            options: { fileName: 'lighthouse.mp4', outputField: 'clip' },
          }),
          operation('submit', { ...video, prompt: 'A harbour at dusk' }),
          operation('estimate', { ...video, prompt: 'Never rendered', duration: 8 }),
          operation('get', task),
          operation('wait', { ...task, download: false }),
          operation('download', task),
        ];
      },
    });
  });
  afterAll(() => setup.close());

  test('Video: Generate pays once, waits and downloads', async () => {
    const chargesBefore = listCharges(setup.sandbox);

    const [item] = (await executeWorkflow(setup.home, 'generate')).itemsOf('Kling');

    expect(item?.json).toMatchObject({ status: 'succeeded', credits: 216, mode: 'pro' });
    expect(item?.binary?.clip).toMatchObject({
      mimeType: 'video/mp4',
      fileName: 'lighthouse.mp4',
    });
    expect(listCharges(setup.sandbox)).toEqual([...chargesBefore, 216]);
  });

  test('Video: Submit pays once and returns the task id at once', async () => {
    const chargesBefore = listCharges(setup.sandbox);

    const [item] = (await executeWorkflow(setup.home, 'submit')).itemsOf('Kling');

    expect(item?.json.taskId).toBe(setup.sandbox.tasks().at(-1)?.id);
    expect(listCharges(setup.sandbox)).toEqual([...chargesBefore, 216]);
  });

  test('Video: Estimate Cost returns the price and sends no request', async () => {
    const requestsBefore = setup.sandbox.requests().length;

    const [item] = (await executeWorkflow(setup.home, 'estimate')).itemsOf('Kling');

    expect(item?.json).toMatchObject({ credits: 432, approximateUsd: 4.32 });
    expect(setup.sandbox.requests()).toHaveLength(requestsBefore);
  });

  test.each([
    ['get', {}],
    ['wait', {}],
    ['download', { binary: { data: { mimeType: 'video/mp4' } } }],
  ])('Task: %s reads a task by its id and pays nothing', async (name, expected) => {
    const chargesBefore = listCharges(setup.sandbox);

    const [item] = (await executeWorkflow(setup.home, name)).itemsOf('Kling');

    expect(item).toMatchObject({ json: { taskId, status: 'succeeded' }, ...expected });
    expect(listCharges(setup.sandbox)).toEqual(chargesBefore);
  });
});

function operation(name: string, parameters: Readonly<Record<string, unknown>>) {
  return chainNodes(name, [manualTrigger(), klingNode({ operation: name, ...parameters })]);
}
