import type { INodeProperties } from 'n8n-workflow';
import { shownPrice } from '../price/list-prices.ts';
import { shownFor } from './shown-for.ts';

/** From the server, where the dollars are known. */
const priceList = {
  loadOptionsMethod: 'loadPrices',
  loadOptionsDependsOn: ['options.usdPerCredit', 'shots'],
};

/** The price beside the fields that make it. A list, because n8n evaluates no other text of a panel. */
export const priceFields: INodeProperties[] = [
  {
    displayName: 'Price per Video',
    name: 'price',
    type: 'options',
    noDataExpression: true,
    typeOptions: priceList,
    default: shownPrice,
    description:
      'What one video with these settings costs. It only shows: there is nothing to choose. With expressions it is the range that they leave open. Max Credits limits the whole run.',
    builderHint: { propertyHint: 'Leave this out: it only shows the price in the editor.' },
    displayOptions: shownFor('video'),
  },
];
