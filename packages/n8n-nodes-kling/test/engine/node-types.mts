import { createRequire } from 'node:module';
import type {
  IExecuteFunctions,
  INodeExecutionData,
  INodeType,
  INodeTypes,
  IVersionedNodeType,
} from 'n8n-workflow';

/** The node as it is published: the bundle, which shares n8n-workflow with the engine. */
const require = createRequire(import.meta.url);
const { Kling } = require('../../dist/nodes/Kling/Kling.node.js');
const { KlingTrigger } = require('../../dist/nodes/KlingTrigger/KlingTrigger.node.js');

export const kling: INodeType = new Kling();
export const klingTrigger: INodeType = new KlingTrigger();

/** Gives the items that a test wants to come in. */
const source: INodeType = {
  description: {
    displayName: 'Source',
    name: 'source',
    group: ['trigger'],
    version: 1,
    description: '',
    defaults: { name: 'Source' },
    inputs: [],
    outputs: ['main'],
    properties: [{ displayName: 'Items', name: 'items', type: 'json', default: '[]' }],
  },
  async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
    const items: unknown = this.getNodeParameter('items', 0);
    return [Array.isArray(items) ? structuredClone(items) : []];
  },
};

/** Passes on what comes in, to show what the next node gets. */
const sink: INodeType = {
  description: {
    ...source.description,
    displayName: 'Sink',
    name: 'sink',
    inputs: ['main'],
    properties: [],
  },
  async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
    return [this.getInputData()];
  },
};

/** Calls its tool like an agent before version 3, or n8n's MCP Server Trigger: within its own run. */
const caller: INodeType = {
  description: {
    ...source.description,
    displayName: 'Caller',
    name: 'caller',
    inputs: ['main', 'ai_tool'],
    properties: [{ displayName: 'At Once', name: 'atOnce', type: 'number', default: 1 }],
  },
  async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
    const tools: unknown = await this.getInputConnectionData('ai_tool', 0);
    const invoke = async () => {
      const [tool] = Array.isArray(tools) ? tools : [];
      const result: unknown = await tool.invoke({}).catch(String);
      return { json: { result: String(result) } };
    };
    const atOnce = Number(this.getNodeParameter('atOnce', 0));
    return [await Promise.all(Array.from({ length: atOnce }, invoke))];
  },
};

const packageName = '@kling-automation/n8n-nodes-kling';

/** The tool that n8n derives of a node differs in its type, its input and its output. */
const klingTool: INodeType = Object.assign(Object.create(kling), {
  description: { ...kling.description, name: 'klingTool', inputs: [], outputs: ['ai_tool'] },
});

const types: Readonly<Record<string, INodeType>> = {
  source,
  sink,
  caller,
  [`${packageName}.kling`]: kling,
  [`${packageName}.klingTool`]: klingTool,
  [`${packageName}.klingTrigger`]: klingTrigger,
};

export const nodeTypes: INodeTypes = {
  getByName: (name): INodeType | IVersionedNodeType => find(name),
  getByNameAndVersion: (name) => find(name),
  getKnownTypes: () => ({}),
};

function find(name: string): INodeType {
  const type = types[name];
  if (type === undefined) throw new RangeError(`There is no node type ${name}.`);
  return type;
}
