import type { INodeProperties } from 'n8n-workflow';
import { optionFor, optionForAny } from './shown-for.ts';

const shownForWaits = optionForAny('generate', 'wait');
const shownForDownloads = optionForAny('generate', 'wait', 'download');

/** Part of a request, but no part of what the video shows. */
export const callbackUrlField: INodeProperties = {
  displayName: 'Callback URL',
  name: 'callbackUrl',
  type: 'string',
  default: '',
  placeholder: 'e.g. https://n8n.example.com/webhook/…/kling',
  description:
    'Public URL that API in One calls when the video has ended, such as that of a Kling Trigger. With one of your own, a submission whose response is lost cannot be found again.',
  displayOptions: optionFor('video', 'generate', 'submit'),
};

/** How long to wait, which URL to call, and where the video goes. */
export const resultOptions: INodeProperties[] = [
  callbackUrlField,
  {
    displayName: 'File Name',
    name: 'fileName',
    type: 'string',
    default: '',
    placeholder: 'e.g. lighthouse.mp4',
    description: 'Name of the downloaded file. Without one it is named after the task.',
    displayOptions: shownForDownloads,
  },
  {
    displayName: 'Max Download Size (MB)',
    name: 'maxDownloadMegabytes',
    type: 'number',
    typeOptions: { minValue: 1, numberPrecision: 0 },
    default: 1024,
    description: 'A larger file is not downloaded',
    displayOptions: shownForDownloads,
  },
  {
    displayName: 'On Timeout',
    name: 'onTimeout',
    type: 'options',
    options: [
      { name: 'Fail', value: 'fail', description: 'The item fails, and names its task ID' },
      {
        name: 'Return Status',
        value: 'returnStatus',
        description: 'The item returns its status and task ID',
      },
    ],
    default: 'fail',
    description: 'What to do when a video is not ready in time. It keeps running and is paid.',
    displayOptions: shownForWaits,
  },
  {
    displayName: 'Output Field',
    name: 'outputField',
    type: 'string',
    default: 'data',
    description: 'Name of the binary field for the downloaded video',
    displayOptions: shownForDownloads,
  },
  {
    displayName: 'Target Lag (Seconds)',
    name: 'targetLagSeconds',
    type: 'number',
    typeOptions: { minValue: 0.2, maxValue: 60 },
    default: 1,
    description:
      'Mean time between ready and noticed. Less means more status requests; they cost no credits.',
    displayOptions: shownForWaits,
  },
  {
    displayName: 'Timeout (Minutes)',
    name: 'timeoutMinutes',
    type: 'number',
    typeOptions: { minValue: 1, maxValue: 1440 },
    default: 30,
    description:
      'Longest wait for each video. Shortened to the timeout of the workflow, where one is set.',
    displayOptions: shownForWaits,
  },
];
