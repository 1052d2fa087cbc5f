import { parse, stringify } from 'flatted';
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
} from 'n8n-workflow';
import { createAdditionalData, parentExecutionId } from './additional-data.mts';
import { nodeTypes } from './node-types.mts';

/** What a test says of its workflow: Source → Kling → Sink. */
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
}

/** A workflow under way. */
export interface StartedWorkflow {
  readonly workflow: Workflow;
  readonly additionalData: IWorkflowExecuteAdditionalData;
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
  const workflow = createWorkflow(options);
  const additionalData = createAdditionalData(options);
  additionalData.hooks = new ExecutionLifecycleHooks(
    'trigger',
    options.executionId ?? '1',
    workflowData(workflow),
  );
  const data = createData(workflow, options);
  const run = new WorkflowExecute(additionalData, 'trigger', data).processRunExecutionData(
    workflow,
  );
  return { workflow, additionalData, ended: run, stop: () => run.cancel() };
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
  data.resultData.runData[lastNodeExecuted]?.pop();
  return goOn({ ...options, executionId: '2' }, 'retry', data);
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
export async function resumeByWebhook(
  parked: IRun,
  workflowData: INodeExecutionData[][],
  options: WorkflowOptions,
): Promise<IRun> {
  const data = fromDatabase(parked);
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

function goOn(
  options: WorkflowOptions,
  mode: 'retry' | 'trigger',
  data: IRunExecutionData,
): Promise<IRun> {
  const workflow = createWorkflow(options);
  const additionalData = createAdditionalData(options);
  const { executionId = '1' } = options;
  additionalData.hooks = new ExecutionLifecycleHooks(mode, executionId, workflowData(workflow));
  return new WorkflowExecute(additionalData, mode, data).processRunExecutionData(workflow);
}

/** What n8n writes to its database and reads again: what was one object stays one. */
export function fromDatabase({ data }: Pick<IRun, 'data'>): IRunExecutionData {
  return parse(stringify(data));
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
