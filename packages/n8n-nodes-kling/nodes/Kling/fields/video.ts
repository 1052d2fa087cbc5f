import type { INodeProperties } from 'n8n-workflow';
import { shownInPanel } from './fields-from.ts';
import { modeFields } from './mode.ts';
import { shownFor } from './shown-for.ts';

const displayOptions = shownFor('video');

/** What the video shows, in flat fields that an agent can fill one by one. */
export const flatFields = {
  prompt: [
    {
      displayName: 'Prompt',
      name: 'prompt',
      type: 'string',
      typeOptions: { rows: 4 },
      default: '',
      placeholder: 'e.g. A lighthouse at dawn, slow aerial shot, soft light',
      description:
        'What the video shows, in at most 2,500 characters. Leave it empty when shots are given: they bring their own prompts.',
      displayOptions: shownInPanel(),
    },
  ],
  image: [
    {
      displayName: 'Image',
      name: 'image',
      type: 'string',
      default: '',
      placeholder: 'e.g. https://example.com/product.jpg or data',
      description:
        'First frame of the video: a public URL of a JPG or PNG, or the name of the binary field that holds one. Leave it empty to render from the prompt alone.',
      displayOptions: shownInPanel(),
    },
  ],
  mode: modeFields,
  duration: [
    {
      displayName: 'Duration (Seconds)',
      name: 'duration',
      type: 'number',
      typeOptions: { minValue: 3, maxValue: 15, numberPrecision: 0 },
      default: 5,
      description:
        'Length of the video, in whole seconds from 3 to 15. Not used when shots are given: their seconds add up to the length.',
      displayOptions,
    },
  ],
  aspectRatio: [
    {
      displayName: 'Aspect Ratio',
      name: 'aspectRatio',
      type: 'options',
      options: [
        { name: '1:1 (Square)', value: '1:1' },
        { name: '16:9 (Landscape)', value: '16:9' },
        { name: '9:16 (Vertical)', value: '9:16' },
        {
          name: 'Automatic',
          value: 'auto',
          description: 'The ratio of the image, or 16:9 without one',
        },
      ],
      default: 'auto',
      description:
        'Shape of the video: "16:9", "9:16", "1:1", or "auto" for the ratio of the image, if there is one, and 16:9 otherwise',
      displayOptions,
    },
  ],
  sound: [
    {
      displayName: 'Sound',
      name: 'sound',
      type: 'boolean',
      default: true,
      description: 'Whether the video has sound, which costs about half as much again',
      displayOptions,
    },
  ],
} satisfies Readonly<Record<string, INodeProperties[]>>;
