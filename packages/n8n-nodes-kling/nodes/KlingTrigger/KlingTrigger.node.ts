import {
  type IHookFunctions,
  type INodeType,
  type INodeTypeDescription,
  type IWebhookFunctions,
  type IWebhookResponseData,
  NodeConnectionTypes,
} from 'n8n-workflow';
import { testApiInOne } from '../Kling/host/credential/test-api-in-one.ts';
import { receiveCallback } from './receive-callback.ts';
import { webhookPath } from './secret-path.ts';
import { triggerFields } from './trigger-fields.ts';

/** Starts a workflow when a Kling video has ended. */
export class KlingTrigger implements INodeType {
  description: INodeTypeDescription = {
    displayName: 'Kling Trigger',
    name: 'klingTrigger',
    icon: { light: 'file:../../icons/kling.svg', dark: 'file:../../icons/kling.dark.svg' },
    group: ['trigger'],
    version: 1,
    subtitle: '={{ "on video " + $parameter["events"].join(", ") }}',
    description: 'Kling 3.0 videos: generate one, or start when one is finished',
    defaults: { name: 'Kling Trigger' },
    inputs: [],
    outputs: [NodeConnectionTypes.Main],
    credentials: [{ name: 'apiInOneApi', required: true, testedBy: 'testApiInOne' }],
    webhooks: [
      {
        name: 'default',
        httpMethod: 'POST',
        responseMode: 'onReceived',
        path: webhookPath,
      },
    ],
    eventTriggerDescription: 'Waiting for a callback from API in One',
    activationMessage: 'Set the production URL as Callback URL in Kling > Submit.',
    builderHint: {
      searchHint:
        'Starts a workflow when a Kling video has ended, wherever it was submitted. Its production URL goes into options.callbackUrl of video/submit of Kling. A workflow that only waits for its own videos needs no trigger: video/generate waits by itself.',
      relatedNodes: [
        {
          nodeType: '@kling-automation/n8n-nodes-kling.kling',
          relationHint: 'Submits the videos whose end this trigger reports',
        },
      ],
    },
    properties: triggerFields,
  };

  methods = { credentialTest: { testApiInOne } };

  /** API in One has no registration: each submission names the URL. */
  webhookMethods = {
    default: {
      async checkExists(this: IHookFunctions): Promise<boolean> {
        return this.getNodeWebhookUrl('default') !== undefined;
      },
      async create(this: IHookFunctions): Promise<boolean> {
        return this.getNodeWebhookUrl('default') !== undefined;
      },
      async delete(this: IHookFunctions): Promise<boolean> {
        return this.getNodeWebhookUrl('default') !== undefined;
      },
    },
  };

  async webhook(this: IWebhookFunctions): Promise<IWebhookResponseData> {
    return receiveCallback(this);
  }
}
