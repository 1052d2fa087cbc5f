import type { INodeProperties } from 'n8n-workflow';
import { shownFor } from './shown-for.ts';

/** Whether each item brings its video in its columns. */
export const fieldsFromFields: INodeProperties[] = [
  {
    displayName: 'Take Fields From',
    name: 'fieldsFrom',
    type: 'options',
    options: [
      {
        name: 'Item Columns',
        value: 'columns',
        description:
          'Columns of these names: prompt, image, mode, duration, aspect ratio, sound, shots, elements. The fields below are for what a row leaves blank.',
      },
      { name: 'This Panel', value: 'panel', description: 'The fields below' },
    ],
    default: 'panel',
    description: 'Where each item has what its video shows',
    displayOptions: { ...shownFor('video'), hide: { '@tool': [true] } },
  },
];

/** For fields that only a column can give then. */
export function shownInPanel() {
  return { show: { ...shownFor('video').show, fieldsFrom: ['panel'] } };
}
