import type { INodeProperties } from 'n8n-workflow';
import { shownForRequests } from './shown-for.ts';

/** How much of the response to return. */
export const outputFields: INodeProperties[] = [
  {
    displayName: 'Output',
    name: 'output',
    type: 'options',
    options: [
      {
        name: 'Raw',
        value: 'raw',
        description: 'The whole response of the API, beside the task ID',
      },
      {
        name: 'Simplified',
        value: 'simplified',
        description: 'Task ID, status, video URL, credits and what was asked for',
      },
    ],
    default: 'simplified',
    description: 'How much of the response of the API to return',
    displayOptions: shownForRequests,
  },
];
