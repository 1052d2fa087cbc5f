import type { IDataObject, INode, IRun, IWorkflowSettings } from 'n8n-workflow';
import { callWebhook } from './call-webhook.mts';
import { kling } from './node-types.mts';
import { generating, openSandbox } from './open-sandbox.mts';
import {
  resumeByTime,
  resumeByWebhook,
  startWorkflow,
  type WorkflowOptions,
} from './run-workflow.mts';

/** Three items, each with a prompt of its own. */
export const threeItems = ['a', 'b', 'c'].map((prompt) => ({ json: { prompt } }));

/** Fields of Generate. */
export function parkable(fields: IDataObject = {}, options: IDataObject = {}): IDataObject {
  return generating({ prompt: '={{ $json.prompt }}', ...fields }, options);
}

/** Runs a workflow of three videos up to where it parks; its tasks end when a test ends them. */
export async function parkExecution(
  options: {
    readonly parameters?: IDataObject;
    readonly node?: Partial<INode>;
    readonly settings?: IWorkflowSettings;
    readonly runsTwice?: boolean;
    readonly sandbox?: Parameters<typeof openSandbox>[0];
  } = {},
) {
  const { node = {}, parameters = parkable(), runsTwice = false, settings = {} } = options;
  const sandbox = await openSandbox({ speed: 1, ...options.sandbox });
  const workflow: WorkflowOptions = {
    mode: 'trigger',
    baseUrl: sandbox.url,
    items: threeItems,
    parameters,
    node,
    settings,
    runsTwice,
  };
  const started = startWorkflow(workflow);
  const run = await started.firstTurn;

  const callBack = (body: IDataObject = {}, parked: IRun = run) =>
    callWebhook({
      workflow: started.workflow,
      node: 'Kling',
      type: kling,
      baseUrl: sandbox.url,
      body,
      parked,
    });
  return {
    sandbox,
    workflow,
    run,
    taskIds: sandbox.tasks().map(({ id }) => id),
    /** Calls back as API in One does. */
    callBack,
    /** Calls back, and lets the execution go on if that wakes it; undefined if it does not. */
    async wake(body: IDataObject = {}): Promise<IRun | undefined> {
      const result = await callBack(body);
      return result.workflowData === undefined ? undefined : resumeByWebhook(result, workflow);
    },
    /** Lets the time come for which the execution was parked. */
    wakeByTime: (parked: IRun = run) => resumeByTime(parked, workflow),
  };
}
