import { type IDataObject, type INode, type INodeParameters, Workflow } from 'n8n-workflow';
import { nodeTypes } from './node-types.mts';

/** Creates a workflow of one Kling node with these parameters. */
export function klingWith(parameters: IDataObject): { workflow: Workflow; node: INode } {
  const node: INode = {
    id: '1',
    name: 'Kling',
    type: '@kling-automation/n8n-nodes-kling.kling',
    typeVersion: 1,
    position: [0, 0],
    parameters: parameters as INodeParameters,
  };
  const workflow = new Workflow({ active: false, nodes: [node], connections: {}, nodeTypes });
  return { workflow, node };
}
