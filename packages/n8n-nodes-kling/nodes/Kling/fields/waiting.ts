import type { INodeProperties } from 'n8n-workflow';

/** An agent takes no files. */
const asTool = { '@tool': [true] };

/** How long to wait for the video, and whether to fetch it. */
export const waitingFields: INodeProperties[] = [
  {
    displayName: 'Wait',
    name: 'waitMode',
    type: 'options',
    options: [
      {
        name: 'Until Callback',
        value: 'untilCallback',
        description:
          'Park the execution in the database, free the worker, and go on when API in One reports all videos. If no report comes, the execution looks by itself after three minutes, and then once a minute.',
      },
      {
        name: 'Until Finished',
        value: 'untilFinished',
        description: 'Keep the execution running until the videos are ready',
      },
      {
        name: 'Up to N Seconds',
        value: 'upToSeconds',
        description: 'Return what is ready by then, and status and task ID of the others',
      },
    ],
    default: 'untilFinished',
    description: 'How to wait for the video; a video usually takes 1 to 3 minutes',
    displayOptions: { show: { resource: ['video'], operation: ['generate'] } },
  },
  {
    displayName: 'Seconds',
    name: 'waitSeconds',
    type: 'number',
    typeOptions: { minValue: 0, maxValue: 3600, numberPrecision: 0 },
    default: 45,
    description: 'How many seconds to wait in all, for all items together',
    displayOptions: {
      show: { resource: ['video'], operation: ['generate'], waitMode: ['upToSeconds'] },
    },
  },
  {
    displayName: 'Download',
    name: 'download',
    type: 'boolean',
    default: true,
    description:
      'Whether to fetch the finished video into a binary field. Links to videos expire, so fetch what you want to keep.',
    displayOptions: { show: { resource: ['video'], operation: ['generate'] }, hide: asTool },
  },
  {
    displayName: 'Download',
    name: 'download',
    type: 'boolean',
    default: false,
    description: 'Whether to fetch the finished video into a binary field',
    displayOptions: { show: { resource: ['task'], operation: ['wait'] }, hide: asTool },
  },
];
