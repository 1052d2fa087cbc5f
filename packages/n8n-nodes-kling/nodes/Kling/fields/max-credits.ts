import type { INodeProperties } from 'n8n-workflow';
import { shownFor } from './shown-for.ts';

/** Beside the price: what a run may spend. */
export const maxCreditsFields: INodeProperties[] = [
  {
    displayName: 'Max Credits',
    name: 'maxCredits',
    type: 'number',
    typeOptions: { minValue: 0, numberPrecision: 0 },
    default: '',
    placeholder: 'e.g. 1000',
    description:
      'Maximum credits that this node may spend in one execution, over all items, tries and turns, and its retries. A run that would cost more stops before its first request. Empty for no limit.',
    displayOptions: shownFor('video', 'generate', 'submit'),
  },
];
