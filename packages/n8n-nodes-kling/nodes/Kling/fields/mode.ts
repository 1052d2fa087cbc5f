import { creditsPerSecond } from '@kling-automation/core';
import type { INodeProperties } from 'n8n-workflow';
import { shownFor } from './shown-for.ts';

/**
 * Never shown and never kept. The node creator takes the options of the first field named `mode` of
 * an AI node for actions; it finds this one, which has none, and lists the operations alone.
 */
const hiddenMode: INodeProperties = {
  displayName: 'Mode',
  name: 'mode',
  type: 'hidden',
  default: 'std',
  displayOptions: { show: { resource: [] } },
};

/** Quality and price. */
export const modeFields: INodeProperties[] = [
  hiddenMode,
  {
    displayName: 'Mode',
    name: 'mode',
    type: 'options',
    options: [
      { name: 'Pro (1080p)', value: 'pro', description: writeRates('pro') },
      { name: 'Standard (720p)', value: 'std', description: writeRates('std') },
    ],
    default: 'std',
    description: 'Quality and price of the video: "std" renders 720p, "pro" renders 1080p',
    displayOptions: shownFor('video'),
  },
];

function writeRates(mode: keyof typeof creditsPerSecond): string {
  const { silent, withSound } = creditsPerSecond[mode];
  return `${silent} credits per second, ${withSound} with sound`;
}
