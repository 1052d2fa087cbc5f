import type { INodeProperties } from 'n8n-workflow';

/** What limits the spending of a run, and what keeps it from being spent twice. */
export const moneyOptions: INodeProperties[] = [
  {
    displayName: 'Concurrency',
    name: 'concurrency',
    type: 'number',
    typeOptions: { minValue: 1, maxValue: 50, numberPrecision: 0 },
    default: 5,
    description: 'How many items are under way at once',
    displayOptions: { hide: { '/operation': ['estimate'] } },
  },
  {
    displayName: 'Max Credits',
    name: 'maxCredits',
    type: 'number',
    typeOptions: { minValue: 0, numberPrecision: 0 },
    default: 1000,
    description:
      'Most credits that all items of this run may newly spend together. A run that would cost more is stopped before its first request.',
    displayOptions: { show: { '/resource': ['video'], '/operation': ['generate', 'submit'] } },
  },
  {
    displayName: 'Render Once',
    name: 'renderOnce',
    type: 'boolean',
    default: false,
    description:
      'Whether the same content is paid for only once, whichever execution of this workflow asks for it. What was submitted is kept in the database of n8n, so that not even a killed n8n pays twice.',
    displayOptions: { show: { '/resource': ['video'], '/operation': ['generate', 'submit'] } },
  },
  {
    displayName: 'Render Once Edition',
    name: 'renderOnceEdition',
    type: 'string',
    default: '',
    placeholder: 'e.g. 2026-11',
    description: 'With Render Once: change this to render the same content anew',
    displayOptions: { show: { '/resource': ['video'], '/operation': ['generate', 'submit'] } },
  },
  {
    displayName: 'USD per Credit',
    name: 'usdPerCredit',
    type: 'number',
    typeOptions: { minValue: 0, numberPrecision: 6 },
    default: 0.01,
    description: 'What a credit costs you in US dollars, for the approximate price in the output',
    displayOptions: { show: { '/resource': ['video'] } },
  },
];
