import type { INodeProperties } from 'n8n-workflow';

/** What starts the workflow, and whose callbacks are accepted. */
export const triggerFields: INodeProperties[] = [
  {
    displayName:
      'Copy the production URL above into the option Callback URL of Kling > Submit. The test URL works only while the editor listens. A callback only names a task: its status is read from the API.',
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
      'Only callbacks with this secret are accepted. It may have any characters. Without one, the random ID in the URL is the only protection.',
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
        description: 'Add ?secret=… to the callback URL yourself, percent-encoded',
      },
      {
        name: 'URL Path',
        value: 'path',
        description: 'The URL above ends with the secret, encoded, ready to copy',
      },
    ],
    default: 'path',
    description: 'Where the callback has the secret',
    displayOptions: { hide: { secret: [''] } },
  },
  {
    displayName: 'Output',
    name: 'output',
    type: 'options',
    options: [
      { name: 'Raw', value: 'raw', description: 'The whole response of the API' },
      {
        name: 'Simplified',
        value: 'simplified',
        description: 'Task ID, status, video URL and credits',
      },
    ],
    default: 'simplified',
    description: 'How much of the response of the API to return',
  },
];
