import type { INodeProperties } from 'n8n-workflow';
import { moneyOptions } from './money-options.ts';
import { resultOptions } from './result-options.ts';

/** All that rarely needs to be set. */
export const optionFields: INodeProperties[] = [
  {
    displayName: 'Options',
    name: 'options',
    type: 'collection',
    placeholder: 'Add option',
    default: {},
    options: [...moneyOptions, ...resultOptions].sort((one, other) =>
      one.displayName.localeCompare(other.displayName),
    ),
  },
];
