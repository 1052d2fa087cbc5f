import type { INodeProperties } from 'n8n-workflow';

/** What starts the workflow, and who may knock. */
export const triggerFields: INodeProperties[] = [
  {
    displayName:
      'Copy the production URL above into the option Callback URL of Kling > Submit. A callback is only a hint: the task is read from the API, and what the API says counts.',
    name: 'callbackNotice',
    type: 'notice',
    default: '',
  },
  {
    displayName: 'Trigger On',
    name: 'events',
    type: 'multiOptions',
    options: [
      { name: 'Video Failed', value: 'failed' },
      { name: 'Video Finished', value: 'finished' },
    ],
    required: true,
    default: ['finished', 'failed'],
    description: 'Which ends of a task start the workflow',
  },
  {
    displayName: 'Secret',
    name: 'secret',
    type: 'string',
    typeOptions: { password: true },
    default: '',
    description:
      'Only callbacks that know this secret are looked into; others are refused. The URL holds a random ID in any case.',
  },
  {
    displayName: 'Secret In',
    name: 'secretIn',
    type: 'options',
    options: [
      {
        name: 'Header',
        value: 'header',
        description: 'A proxy adds the header X-Kling-Secret',
      },
      {
        name: 'Query',
        value: 'query',
        description: 'Add ?secret=… to the callback URL yourself',
      },
      {
        name: 'URL Path',
        value: 'path',
        description: 'The URL above ends with the secret, ready to copy',
      },
    ],
    default: 'path',
    description: 'Where the callback brings the secret',
    displayOptions: { hide: { secret: [''] } },
  },
  {
    displayName: 'Output',
    name: 'output',
    type: 'options',
    options: [
      { name: 'Raw', value: 'raw', description: 'The whole answer of the API' },
      {
        name: 'Simplified',
        value: 'simplified',
        description: 'Task ID, status, video URL and credits',
      },
    ],
    default: 'simplified',
    description: 'How much of the answer of the API to return',
  },
];
