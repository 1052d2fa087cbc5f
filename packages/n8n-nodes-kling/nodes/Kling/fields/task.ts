import type { INodeProperties } from 'n8n-workflow';
import { shownFor } from './shown-for.ts';

/** Which task. */
export const taskFields: INodeProperties[] = [
  {
    displayName: 'Task ID',
    name: 'taskId',
    type: 'string',
    required: true,
    default: '',
    placeholder: 'e.g. n41xxxx_kling3',
    description:
      'The taskId that Generate or Submit returned, also found in the data of an execution. A link to the task or its video works if it has the ID in it.',
    displayOptions: shownFor('task'),
  },
];
