import type { INodeProperties } from 'n8n-workflow';
import { optionFor, optionForRequests } from './shown-for.ts';

/** How many videos are paid at once, and what a credit costs. */
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
    displayName: 'USD per Credit',
    name: 'usdPerCredit',
    type: 'number',
    typeOptions: { minValue: 0, numberPrecision: 6 },
    default: 0.01,
    description: 'What a credit costs you in US dollars, for the approximate price in the output',
    displayOptions: optionFor('video'),
  },
];
