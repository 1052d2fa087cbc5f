import type { INodeProperties } from 'n8n-workflow';
import { shownFor } from './shown-for.ts';

const displayOptions = shownFor('video');

/** Several takes in one video, and the characters or objects that are the same in them. */
export const shotFields = {
  shots: [
    {
      displayName: 'Shots',
      name: 'shots',
      type: 'fixedCollection',
      typeOptions: { multipleValues: true, sortable: true, multipleValueButtonText: 'Add Shot' },
      default: {},
      placeholder: 'Add Shot',
      description:
        'One to six takes, in order, in the place of the prompt; together they last 3 to 15 seconds',
      displayOptions,
      options: [
        {
          displayName: 'Shot',
          name: 'shot',
          values: [
            {
              displayName: 'Prompt',
              name: 'prompt',
              type: 'string',
              typeOptions: { rows: 2 },
              default: '',
              placeholder: 'e.g. The lamp turns, close-up',
              description: 'What this take shows',
            },
            {
              displayName: 'Duration (Seconds)',
              name: 'duration',
              type: 'number',
              typeOptions: { minValue: 1, maxValue: 15, numberPrecision: 0 },
              default: 3,
              description: 'Length of this take, in whole seconds',
            },
          ],
        },
      ],
    },
  ],
  elements: [
    {
      displayName: 'Elements',
      name: 'elements',
      type: 'fixedCollection',
      typeOptions: { multipleValues: true, multipleValueButtonText: 'Add Element' },
      default: {},
      placeholder: 'Add Element',
      description:
        'Up to three characters or objects to keep the same, which prompts mention as @name',
      displayOptions,
      options: [
        {
          displayName: 'Element',
          name: 'element',
          values: [
            {
              displayName: 'Name',
              name: 'name',
              type: 'string',
              default: '',
              placeholder: 'e.g. hero',
              description: 'Letters A–Z, digits and _ only. Prompts mention it as @name.',
            },
            {
              displayName: 'Description',
              name: 'description',
              type: 'string',
              default: '',
              placeholder: 'e.g. A red robot with one wheel',
              description: 'What it is, in a few words',
            },
            {
              displayName: 'Image URLs',
              name: 'imageUrls',
              type: 'string',
              default: '',
              placeholder: 'e.g. https://example.com/front.jpg, https://example.com/side.jpg',
              description: 'Two to four public URLs of JPG or PNG files, separated by commas',
            },
            {
              displayName: 'Video URL',
              name: 'videoUrl',
              type: 'string',
              default: '',
              placeholder: 'e.g. https://example.com/hero.mp4',
              description: 'Public URL of an MP4 or MOV file, in the place of the images',
            },
          ],
        },
      ],
    },
  ],
} satisfies Readonly<Record<string, INodeProperties[]>>;
