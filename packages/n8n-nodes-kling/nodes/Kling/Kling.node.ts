import {
  type IExecuteFunctions,
  type INodeExecutionData,
  type INodeType,
  type INodeTypeDescription,
  type IWebhookFunctions,
  type IWebhookResponseData,
  NodeConnectionTypes,
} from 'n8n-workflow';
import { builderHint } from './builder-hint.ts';
import { allFields } from './fields/all-fields.ts';
import { shownForRequests } from './fields/shown-for.ts';
import { testApiInOne } from './host/credential/test-api-in-one.ts';
import { runOperation } from './operations/run-operation.ts';
import { wakeParked } from './operations/video/parked/wake-parked.ts';
import { panelHints } from './panel-hints.ts';
import { loadPrices } from './price/load-prices.ts';
import { subtitle } from './price/subtitle.ts';
import { resumeWebhooks } from './resume-webhooks.ts';

/** Kling 3.0 videos over API in One. */
export class Kling implements INodeType {
  description: INodeTypeDescription = {
    displayName: 'Kling',
    name: 'kling',
    icon: { light: 'file:../../icons/kling.svg', dark: 'file:../../icons/kling.dark.svg' },
    group: ['transform'],
    version: 1,
    subtitle,
    description: 'Generate videos with Kling 3.0, and never pay for one twice',
    defaults: { name: 'Kling' },
    inputs: [NodeConnectionTypes.Main],
    outputs: [NodeConnectionTypes.Main],
    usableAsTool: {
      replacements: {
        description:
          'Generate a video with Kling 3.0. It costs credits and takes 1 to 3 minutes, so the result may be a task ID with status "running": then ask for that task again later, and never generate the same video again.',
      },
    },
    credentials: [
      {
        name: 'apiInOneApi',
        required: true,
        testedBy: 'testApiInOne',
        displayOptions: shownForRequests,
      },
    ],
    hints: panelHints,
    builderHint,
    webhooks: resumeWebhooks,
    properties: allFields,
  };

  methods = { loadOptions: { loadPrices }, credentialTest: { testApiInOne } };

  async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
    return [await runOperation(this)];
  }

  async webhook(this: IWebhookFunctions): Promise<IWebhookResponseData> {
    return wakeParked(this);
  }
}
