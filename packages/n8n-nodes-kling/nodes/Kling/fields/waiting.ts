import type { INodeProperties } from 'n8n-workflow';
import { shownFor } from './shown-for.ts';

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
        name: 'Until Finished',
        value: 'untilFinished',
        description:
          'Go on when the videos are ready. Meanwhile the execution is parked in the database where n8n can resume it, so no worker waits.',
      },
      {
        name: 'Up to N Seconds',
        value: 'upToSeconds',
        description: 'Return what is ready by then, and status and task ID of the others',
      },
    ],
    default: 'untilFinished',
    description: 'How to wait for the video; a video usually takes 1 to 3 minutes',
    displayOptions: shownFor('video', 'generate'),
  },
  {
    displayName: 'Seconds',
    name: 'waitSeconds',
    type: 'number',
    typeOptions: { minValue: 0, maxValue: 3600, numberPrecision: 0 },
    default: 45,
    description: 'How many seconds to wait in all, for all items together',
    displayOptions: {
      show: { ...shownFor('video', 'generate').show, waitMode: ['upToSeconds'] },
    },
  },
  {
    displayName: 'Download',
    name: 'download',
    type: 'boolean',
    default: true,
    description:
      'Whether to fetch the finished video into a binary field. Links to videos expire, so fetch what you want to keep.',
    displayOptions: { ...shownFor('video', 'generate'), hide: asTool },
  },
  {
    displayName: 'Download',
    name: 'download',
    type: 'boolean',
    default: false,
    description: 'Whether to fetch the finished video into a binary field',
    displayOptions: { ...shownFor('task', 'wait'), hide: asTool },
  },
];
