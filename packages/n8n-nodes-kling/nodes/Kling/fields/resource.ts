import type { INodeProperties, INodePropertyOptions } from 'n8n-workflow';
import { type OperationOf, operations, type Resource } from '../operations/operations.ts';
import { shownFor } from './shown-for.ts';

/** What the node works on, and what it does. */
export const resourceFields: INodeProperties[] = [
  {
    displayName: 'Resource',
    name: 'resource',
    type: 'options',
    noDataExpression: true,
    options: [
      {
        name: 'Task',
        value: 'task',
        description: 'A video that was submitted before, by its task ID',
      },
      { name: 'Video', value: 'video', description: 'A new video' },
    ],
    default: 'video',
  },
  operationField('video', 'generate'),
  operationField('task', 'get'),
];

function operationField<Name extends Resource>(
  resource: Name,
  initial: OperationOf<Name>,
): INodeProperties {
  const options: INodePropertyOptions[] = Object.entries(operations[resource]).map(
    ([value, { action, description, name }]) => ({ name, value, action, description }),
  );
  return {
    displayName: 'Operation',
    name: 'operation',
    type: 'options',
    noDataExpression: true,
    displayOptions: shownFor(resource),
    options,
    default: initial,
  };
}
