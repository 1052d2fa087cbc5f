import type { INodeProperties } from 'n8n-workflow';
import { fieldsFromFields } from './fields-from.ts';
import { maxCreditsFields } from './max-credits.ts';
import { optionFields } from './options.ts';
import { outputFields } from './output.ts';
import { payOnceFields } from './pay-once.ts';
import { priceFields } from './price.ts';
import { resourceFields } from './resource.ts';
import { shotFields } from './shots.ts';
import { taskFields } from './task.ts';
import { flatFields } from './video.ts';
import { waitingFields } from './waiting.ts';

/** Every field of the node, in the order of the panel. */
export const allFields: INodeProperties[] = [
  ...resourceFields,
  ...taskFields,
  ...fieldsFromFields,
  ...Object.values(flatFields).flat(),
  ...priceFields,
  ...maxCreditsFields,
  ...Object.values(shotFields).flat(),
  ...waitingFields,
  ...payOnceFields,
  ...outputFields,
  ...optionFields,
];
