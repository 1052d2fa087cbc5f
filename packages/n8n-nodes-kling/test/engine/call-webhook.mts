import { WebhookContext } from 'n8n-core';
import type {
  IDataObject,
  INodeExecutionData,
  INodeType,
  IRun,
  IWebhookFunctions,
  IWebhookResponseData,
  Workflow,
} from 'n8n-workflow';
import { createAdditionalData } from './additional-data.mts';
import { fromDatabase } from './run-workflow.mts';

/** A callback as n8n hands it to a node. */
export interface WebhookCall {
  readonly workflow: Workflow;
  readonly node: string;
  readonly type: INodeType;
  readonly baseUrl: string;
  readonly body?: IDataObject;
  readonly headers?: Readonly<Record<string, string>>;
  readonly url?: string;
  readonly query?: Readonly<Record<string, string>>;
  /** The parked execution, as it comes back from the database. */
  readonly parked?: IRun;
}

/** What the node made of it. */
export interface WebhookResult extends IWebhookResponseData {
  /** What the caller was answered. */
  readonly httpStatus: number | undefined;
  readonly items: readonly INodeExecutionData[] | undefined;
}

/** Calls a node's webhook the way n8n does. */
export async function callWebhook(call: WebhookCall): Promise<WebhookResult> {
  const { baseUrl, node: name, type, workflow } = call;
  const node = workflow.getNode(name);
  const [webhookDescription] = type.description.webhooks ?? [];
  if (node === null || webhookDescription === undefined || type.webhook === undefined) {
    throw new TypeError(`${name} has no webhook.`);
  }
  const answer = createAnswer();
  const additionalData = createAdditionalData({ baseUrl });
  Object.assign(additionalData, {
    httpRequest: {
      body: call.body ?? {},
      headers: call.headers ?? {},
      query: call.query ?? {},
      params: {},
      originalUrl: call.url ?? '/webhook/kling',
    },
    httpResponse: answer.response,
  });
  const webhookData = {
    httpMethod: 'POST' as const,
    node: name,
    path: '',
    webhookDescription,
    workflowId: workflow.id,
    workflowExecuteAdditionalData: additionalData,
  };
  const runData = call.parked === undefined ? null : fromDatabase(call.parked);
  const context = new WebhookContext(
    workflow,
    node,
    additionalData,
    'webhook',
    webhookData,
    [],
    runData,
  );
  // n8n's own class allows a workflow without name, which its interface does not.
  const result = await type.webhook.call(context as IWebhookFunctions);
  return { ...result, httpStatus: answer.status(), items: result.workflowData?.[0] };
}

function createAnswer() {
  let status: number | undefined;
  const response = {
    status(code: number) {
      status = code;
      return response;
    },
    json: () => response,
  };
  return { response, status: () => status };
}
