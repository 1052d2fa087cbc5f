import type { INodeProperties } from 'n8n-workflow';

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
  {
    displayName: 'Operation',
    name: 'operation',
    type: 'options',
    noDataExpression: true,
    displayOptions: { show: { resource: ['video'] } },
    options: [
      {
        name: 'Estimate Cost',
        value: 'estimate',
        action: 'Estimate cost of video',
        description: 'Show what a video will cost, without any request and without credential',
      },
      {
        name: 'Generate',
        value: 'generate',
        action: 'Generate video',
        description: 'Submit a video, wait until it is ready and download it',
      },
      {
        name: 'Submit',
        value: 'submit',
        action: 'Submit video',
        description: 'Submit a video and return its task ID at once',
      },
    ],
    default: 'generate',
  },
  {
    displayName: 'Operation',
    name: 'operation',
    type: 'options',
    noDataExpression: true,
    displayOptions: { show: { resource: ['task'] } },
    options: [
      {
        name: 'Download',
        value: 'download',
        action: 'Download video of task',
        description: 'Download the finished video of a task',
      },
      {
        name: 'Get',
        value: 'get',
        action: 'Get task',
        description: 'Read the status of a task once',
      },
      {
        name: 'Wait',
        value: 'wait',
        action: 'Wait for task',
        description: 'Wait until the video of a task is ready; costs nothing',
      },
    ],
    default: 'get',
  },
];
