import type { INodeProperties } from 'n8n-workflow';
import { shownFor } from './shown-for.ts';

const displayOptions = shownFor('video', 'generate', 'submit');

/** What counts as the same video, which is paid once. */
export const payOnceFields: INodeProperties[] = [
  {
    displayName: 'Pay Once Per',
    name: 'payOncePer',
    type: 'options',
    options: [
      {
        name: 'Content',
        value: 'content',
        description: 'Whichever execution of this workflow asks for the same content, one video',
      },
      {
        name: 'Execution',
        value: 'execution',
        description:
          'Each execution pays for its own videos; its tries and retries continue with them',
      },
    ],
    default: 'execution',
    description: 'When the same content is the same video, and is not paid again',
    displayOptions,
  },
  {
    displayName: 'Edition',
    name: 'edition',
    type: 'string',
    default: '',
    placeholder: 'e.g. 2026-11',
    description: 'Change this to pay for the same content again and get a new video',
    displayOptions,
  },
];
