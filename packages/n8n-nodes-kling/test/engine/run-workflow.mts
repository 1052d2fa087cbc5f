import { ExecutionLifecycleHooks, WorkflowExecute } from 'n8n-core';
import {
  createRunExecutionData,
  type IDataObject,
  type INode,
  type INodeExecutionData,
  type IRun,
  type IRunExecutionData,
  type IWorkflowExecuteAdditionalData,
  type IWorkflowSettings,
  Workflow,
  type WorkflowExecuteMode,
} from 'n8n-workflow';
import { createAdditionalData, parentExecutionId } from './additional-data.mts';
import { callWebhook, type WebhookResult } from './call-webhook.mts';
import { fromDatabase } from './from-database.mts';
import { kling, nodeTypes } from './node-types.mts';
import { closePlace, nextPlace, openPlace } from './resume-server.mts';

/** What a test describes of its workflow: Source → Kling → Sink. */
export interface WorkflowOptions {
  readonly baseUrl: string;
  readonly apiKey?: string;
  readonly parameters: IDataObject;
  readonly items?: readonly INodeExecutionData[];
  /** Settings of the node, such as `retryOnFail`. */
  readonly node?: Partial<INode>;
  readonly settings?: IWorkflowSettings;
  readonly executionId?: string;
  readonly staticData?: IDataObject;
  /** Lets the items come to Kling a second time in the same execution, as a loop does. */
  readonly runsTwice?: boolean;
  /** That of an earlier execution: as Retry after a crash has it, which remembers nothing else. */
  readonly resumeToken?: string;
  /** The resume token of the execution that calls this one as a sub-workflow. */
  readonly parentToken?: string;
  /** How the execution began; one of `trigger` is parked while it waits. @default cli */
  readonly mode?: WorkflowExecuteMode;
  /** Where the resume server finds the execution. @default nowhere */
  readonly place?: string;
}

/** What the engine does until an execution ends or is parked; cancelling is what Stop does. */
type Turn = ReturnType<WorkflowExecute['processRunExecutionData']>;

/** A workflow under way. */
export interface StartedWorkflow {
  readonly workflow: Workflow;
  readonly additionalData: IWorkflowExecuteAdditionalData;
  /** Settles when the execution has ended, or is parked for the first time. */
  readonly firstTurn: Promise<IRun>;
  /** Settles when the execution has ended, however often it was parked and resumed. */
  readonly ended: Promise<IRun>;
  /** Presses Stop. */
  stop(): void;
}

/** Runs a workflow on n8n's engine until it ends. */
export async function runWorkflow(options: WorkflowOptions): Promise<IRun> {
  return startWorkflow(options).ended;
}

/** Starts a workflow on n8n's engine. */
export function startWorkflow(options: WorkflowOptions): StartedWorkflow {
  const { mode = 'cli', place = nextPlace() } = options;
  const placed = { ...options, place };
  const workflow = createWorkflow(placed);
  const additionalData = createAdditionalData(placed);
  additionalData.hooks = new ExecutionLifecycleHooks(
    mode,
    options.executionId ?? '1',
    workflowData(workflow),
  );
  const data = createData(workflow, options);
  let turn = new WorkflowExecute(additionalData, mode, data).processRunExecutionData(workflow);
  const stopped = Promise.withResolvers<void>();
  const resume = (woken: WebhookResult) => {
    const resumed = resumeByWebhook(woken, placed);
    turn = resumed;
    return resumed;
  };
  const firstTurn = turn;
  const follow = { ...placed, place, resume, stopped: stopped.promise, workflow };
  let ended: Promise<IRun> | undefined;
  return {
    workflow,
    additionalData,
    firstTurn,
    // Calls resume an execution only for a test that awaits its end.
    get ended() {
      ended ??= followTurns(firstTurn, follow);
      return ended;
    },
    stop() {
      stopped.resolve();
      turn.cancel();
    },
  };
}

interface FollowOptions extends WorkflowOptions {
  readonly place: string;
  readonly workflow: Workflow;
  readonly stopped: Promise<void>;
  readonly resume: (woken: WebhookResult) => Turn;
}

/** Resumes an execution as often as it is parked and woken. */
async function followTurns(first: Promise<IRun>, options: FollowOptions): Promise<IRun> {
  const { place, resume, stopped, workflow } = options;
  let run = await first;
  while (run.status === 'waiting') {
    const parked = run;
    const woken = Promise.withResolvers<WebhookResult>();
    const { apiKey, baseUrl, executionId } = options;
    openPlace(place, async (call) => {
      const webhook = { workflow, node: 'Kling', type: kling, baseUrl, parked, ...call };
      const result = await callWebhook({
        ...webhook,
        ...(apiKey !== undefined && { apiKey }),
        ...(executionId !== undefined && { executionId }),
      });
      if (result.workflowData !== undefined) {
        closePlace(place);
        woken.resolve(result);
      }
      return result.httpStatus;
    });
    const result = await Promise.race([woken.promise, stopped]);
    closePlace(place);
    if (result === undefined) return { ...parked, status: 'canceled' };
    run = await resume(result);
  }
  return run;
}

function createData(
  workflow: Workflow,
  { parentToken, resumeToken }: WorkflowOptions,
): IRunExecutionData {
  const start = {
    node: nodeOf(workflow, 'Source'),
    data: { main: [[{ json: {} }]] },
    source: null,
  };
  return createRunExecutionData({
    executionData: { nodeExecutionStack: [start] },
    ...(resumeToken !== undefined && { resumeToken }),
    ...(parentToken !== undefined && {
      parentExecution: { executionId: parentExecutionId, workflowId: 'workflow of the parent' },
    }),
  });
}

/** Presses "Retry execution" in the editor: a new execution goes on with the data of the old one. */
export async function retryExecution(failed: IRun, options: WorkflowOptions): Promise<IRun> {
  const data = fromDatabase(failed);
  const { lastNodeExecuted = 'Kling' } = data.resultData;
  delete data.resultData.error;
  const runs = data.resultData.runData[lastNodeExecuted];
  if (runs?.at(-1)?.error !== undefined) runs.pop();
  return goOn({ ...options, executionId: '2' }, options.mode ?? 'cli', data);
}

/** Presses "Retry with currently saved workflow": the nodes that are left to run are the saved ones. */
export async function retryWithSavedWorkflow(
  failed: IRun,
  options: WorkflowOptions,
): Promise<IRun> {
  const data = fromDatabase(failed);
  const workflow = createWorkflow(options);
  for (const entry of data.executionData?.nodeExecutionStack ?? []) {
    entry.node = nodeOf(workflow, entry.node.name);
  }
  return retryExecution({ ...failed, data }, options);
}

/** Lets the time of a parked execution come, as n8n's wait tracker does. */
export async function resumeByTime(parked: IRun, options: WorkflowOptions): Promise<IRun> {
  return goOn(options, 'trigger', fromDatabase(parked));
}

/** Goes on with what the webhook of a parked node gave, as n8n does. */
export function resumeByWebhook(
  { execution: data, workflowData }: Pick<WebhookResult, 'execution' | 'workflowData'>,
  options: WorkflowOptions,
): Turn {
  if (data === null || workflowData === undefined) throw new TypeError('Nothing is resumed.');
  const [entry] = data.executionData?.nodeExecutionStack ?? [];
  const { lastNodeExecuted = '', runData } = data.resultData;
  if (entry === undefined) throw new TypeError('The execution has nothing on its stack.');
  delete data.waitTill;
  runData[lastNodeExecuted]?.pop();
  entry.node.disabled = true;
  entry.data.main = workflowData;
  entry.metadata = { ...entry.metadata, forwardAllOutputs: true };
  return goOn(options, 'trigger', data);
}

function goOn(options: WorkflowOptions, mode: WorkflowExecuteMode, data: IRunExecutionData): Turn {
  const workflow = createWorkflow(options);
  const additionalData = createAdditionalData(options);
  const { executionId = '1' } = options;
  additionalData.hooks = new ExecutionLifecycleHooks(mode, executionId, workflowData(workflow));
  return new WorkflowExecute(additionalData, mode, data).processRunExecutionData(workflow);
}

function nodeOf(workflow: Workflow, name: string): INode {
  const node = workflow.getNode(name);
  if (node === null) throw new RangeError(`There is no node ${name}.`);
  return node;
}

function createWorkflow(options: WorkflowOptions): Workflow {
  const { items = [{ json: {} }], node = {}, parameters, settings, staticData } = options;
  const again =
    options.runsTwice === true ? [{ node: 'Again', type: 'main', index: 0 } as const] : [];
  return new Workflow({
    id: 'workflow-1',
    name: 'Test',
    active: true,
    nodes: [
      aNode('Source', 'source', { items: structuredClone([...items]) }),
      {
        ...aNode('Kling', '@kling-automation/n8n-nodes-kling.kling', parameters),
        credentials: { apiInOneApi: { id: '1', name: 'API in One' } },
        ...node,
      },
      aNode('Again', 'sink', {}),
      aNode('Sink', 'sink', {}),
      aNode('Errors', 'sink', {}),
    ],
    connections: {
      Source: { main: [[{ node: 'Kling', type: 'main', index: 0 }, ...again]] },
      Again: { main: [[{ node: 'Kling', type: 'main', index: 0 }]] },
      Kling: {
        main: [
          [{ node: 'Sink', type: 'main', index: 0 }],
          [{ node: 'Errors', type: 'main', index: 0 }],
        ],
      },
    },
    nodeTypes,
    settings: { executionOrder: 'v1', ...settings },
    ...(staticData !== undefined && { staticData }),
  });
}

/** A node of a workflow, with what no test asks about filled in. */
export function aNode(name: string, type: string, parameters: IDataObject): INode {
  return {
    id: `id of ${name}`,
    name,
    type,
    typeVersion: 1,
    position: [0, 0],
    parameters: parameters as INode['parameters'],
  };
}

/** A workflow as n8n's database has it. */
export function workflowData(workflow: Workflow) {
  return {
    id: workflow.id,
    name: 'Test',
    active: true,
    activeVersionId: null,
    isArchived: false,
    createdAt: new Date(0),
    updatedAt: new Date(0),
    nodes: Object.values(workflow.nodes),
    connections: workflow.connectionsBySourceNode,
  };
}

/** What a node gave out in its last run. */
export function outputOf(run: IRun, node = 'Kling', output = 0): readonly INodeExecutionData[] {
  return run.data.resultData.runData[node]?.at(-1)?.data?.main?.[output] ?? [];
}

/** The json of the items that a node gave out. */
export function jsonOf(run: IRun, node = 'Kling'): readonly IDataObject[] {
  return outputOf(run, node).map(({ json }) => json);
}
