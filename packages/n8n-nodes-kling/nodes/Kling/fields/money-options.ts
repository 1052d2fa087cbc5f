import type { INodeProperties } from 'n8n-workflow';
import { optionFor, optionForRequests } from './shown-for.ts';

/** What limits the spending of a run, and what keeps it from being spent twice. */
export const moneyOptions: INodeProperties[] = [
  {
    displayName: 'Concurrency',
    name: 'concurrency',
    type: 'number',
    typeOptions: { minValue: 1, maxValue: 50, numberPrecision: 0 },
    default: 5,
    description: 'How many items are under way at once',
    displayOptions: optionForRequests,
  },
  {
    displayName: 'Max Credits',
    name: 'maxCredits',
    type: 'number',
    typeOptions: { minValue: 0, numberPrecision: 0 },
    default: 1000,
    description:
      'Maximum credits that this node may spend in one execution, over all items, tries and turns, and its retries. A run that would cost more stops before its first request.',
    displayOptions: optionFor('video', 'generate', 'submit'),
  },
  {
    displayName: 'USD per Credit',
    name: 'usdPerCredit',
    type: 'number',
    typeOptions: { minValue: 0, numberPrecision: 6 },
    default: 0.01,
    description: 'What a credit costs you in US dollars, for the approximate price in the output',
    displayOptions: optionFor('video'),
  },
];
