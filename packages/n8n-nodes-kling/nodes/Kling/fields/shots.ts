import type { INodeProperties } from 'n8n-workflow';
import { shownInPanel } from './fields-from.ts';

/** How the list of a field is given: in fields of the panel, or as JSON. */
function specify(noun: string, name: string): INodeProperties {
  return {
    displayName: `Specify ${noun}`,
    name,
    type: 'options',
    options: [
      { name: 'Using Fields', value: 'fields', description: 'One by one, in the panel' },
      { name: 'Using JSON', value: 'json', description: 'As a list, such as one from a table' },
    ],
    default: 'fields',
    description: `How to give the ${noun.toLowerCase()}`,
    displayOptions: shownInPanel(),
  };
}

/** Shows a field for one way to give a list. */
function shownWhen(name: string, way: 'fields' | 'json') {
  return { show: { ...shownInPanel().show, [name]: [way] } };
}

/** Several takes in one video, and the characters or objects that are the same in them. */
export const shotFields = {
  shots: [
    specify('Shots', 'specifyShots'),
    {
      displayName: 'Shots',
      name: 'shots',
      type: 'fixedCollection',
      typeOptions: { multipleValues: true, sortable: true, multipleValueButtonText: 'Add Shot' },
      default: {},
      placeholder: 'Add Shot',
      description:
        'One to six takes, in order, in the place of the prompt; together they last 3 to 15 seconds',
      displayOptions: shownWhen('specifyShots', 'fields'),
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
    {
      displayName: 'Shots (JSON)',
      name: 'shotsJson',
      type: 'json',
      default: '',
      placeholder: 'e.g. [{ "prompt": "The lamp turns", "duration": 3 }]',
      description: 'A list of one to six takes, each with its prompt and its duration in seconds',
      displayOptions: shownWhen('specifyShots', 'json'),
    },
  ],
  elements: [
    specify('Elements', 'specifyElements'),
    {
      displayName: 'Elements',
      name: 'elements',
      type: 'fixedCollection',
      typeOptions: { multipleValues: true, multipleValueButtonText: 'Add Element' },
      default: {},
      placeholder: 'Add Element',
      description:
        'Up to three characters or objects to keep the same, which prompts mention as @name',
      displayOptions: shownWhen('specifyElements', 'fields'),
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
    {
      displayName: 'Elements (JSON)',
      name: 'elementsJson',
      type: 'json',
      default: '',
      placeholder:
        'e.g. [{ "name": "hero", "description": "A red robot", "imageUrls": ["https://…"] }]',
      description:
        'A list of up to three characters or objects, each with its name, description, and image URLs or a video URL',
      displayOptions: shownWhen('specifyElements', 'json'),
    },
  ],
} satisfies Readonly<Record<string, INodeProperties[]>>;
