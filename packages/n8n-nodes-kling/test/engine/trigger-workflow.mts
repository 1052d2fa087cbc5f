import { type IDataObject, Workflow } from 'n8n-workflow';
import { callWebhook, type WebhookCall } from './call-webhook.mts';
import { klingTrigger, nodeTypes } from './node-types.mts';
import { generating, openSandbox } from './open-sandbox.mts';
import { jsonOf, runWorkflow } from './run-workflow.mts';

let workflows = 0;

/** Listens with a trigger node to a sandbox that has one running task. */
export async function listen(parameters: IDataObject = {}) {
  const sandbox = await openSandbox({ speed: 1 });
  const submit = async () => {
    const run = await runWorkflow({
      baseUrl: sandbox.url,
      parameters: generating({ operation: 'submit' }),
    });
    return String(jsonOf(run)[0]?.taskId);
  };
  const taskId = await submit();
  workflows += 1;
  const workflow = createTriggerWorkflow(`trigger workflow ${workflows}`, parameters);
  const call = (body: object | string, more: Partial<WebhookCall> = {}) =>
    callWebhook({
      workflow,
      node: 'Kling Trigger',
      type: klingTrigger,
      baseUrl: sandbox.url,
      body,
      ...more,
    });
  return { sandbox, taskId, submit, call, workflow };
}

/** Creates an active workflow of a trigger node. */
export function createTriggerWorkflow(
  id: string,
  parameters: IDataObject,
  staticData: IDataObject = {},
): Workflow {
  return new Workflow({
    id,
    active: true,
    nodes: [
      {
        id: 'trigger',
        name: 'Kling Trigger',
        type: '@kling-automation/n8n-nodes-kling.klingTrigger',
        typeVersion: 1,
        position: [0, 0],
        parameters: { events: ['finished', 'failed'], ...parameters },
        credentials: { apiInOneApi: { id: '1', name: 'API in One' } },
      },
    ],
    connections: {},
    nodeTypes,
    staticData,
  });
}
