import { WebhookContext } from 'n8n-core';
import type {
  INodeExecutionData,
  INodeType,
  IRun,
  IRunExecutionData,
  IWebhookFunctions,
  IWebhookResponseData,
  Workflow,
  WorkflowExecuteMode,
} from 'n8n-workflow';
import { createAdditionalData } from './additional-data.mts';
import { fromDatabase } from './from-database.mts';

/** A callback as n8n passes it to a node. */
export interface WebhookCall {
  readonly workflow: Workflow;
  readonly node: string;
  readonly type: INodeType;
  readonly baseUrl: string;
  /** @default the key of the sandbox */
  readonly apiKey?: string;
  readonly executionId?: string;
  /** What n8n parsed; JSON may also be a list, or a text. */
  readonly body?: object | string;
  /** What n8n did not parse. */
  readonly rawBody?: string;
  /** `manual` for a test event of the editor. @default webhook */
  readonly mode?: WorkflowExecuteMode;
  readonly headers?: Readonly<Record<string, string>>;
  readonly url?: string;
  readonly query?: Readonly<Record<string, string>>;
  /** The parked execution, as it comes back from the database. */
  readonly parked?: IRun;
}

/** What the node returns, and what the caller gets. */
export interface WebhookResult extends IWebhookResponseData {
  /** 200 when the node leaves the response to n8n, which sends it once the workflow has started. */
  readonly httpStatus: number;
  readonly retryAfter: string | undefined;
  /** The warnings in n8n's log. */
  readonly warnings: readonly string[];
  readonly items: readonly INodeExecutionData[] | undefined;
  /** The parked execution with what the node has changed in it. */
  readonly execution: IRunExecutionData | null;
}

/** Calls a node's webhook the way n8n does. */
export async function callWebhook(call: WebhookCall): Promise<WebhookResult> {
  const { apiKey, baseUrl, executionId, node: name, type, workflow } = call;
  const node = workflow.getNode(name);
  const [webhookDescription] = type.description.webhooks ?? [];
  if (node === null || webhookDescription === undefined || type.webhook === undefined) {
    throw new TypeError(`${name} has no webhook.`);
  }
  const response = createResponse();
  const warnings: string[] = [];
  const additionalData = createAdditionalData({
    baseUrl,
    ...(apiKey !== undefined && { apiKey }),
    ...(executionId !== undefined && { executionId }),
  });
  Object.assign(additionalData, {
    httpRequest: {
      body: call.body ?? {},
      ...(call.rawBody !== undefined && { rawBody: Buffer.from(call.rawBody) }),
      headers: call.headers ?? {},
      query: call.query ?? {},
      params: {},
      originalUrl: call.url ?? '/webhook/kling',
    },
    httpResponse: response.port,
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
    call.mode ?? 'webhook',
    webhookData,
    [],
    runData,
  );
  Object.defineProperty(context, 'logger', {
    value: { info: () => {}, warn: (text: string) => warnings.push(text) },
  });
  // n8n's own class allows a workflow without name, which its interface does not.
  const result = await type.webhook.call(context as IWebhookFunctions);
  return {
    ...result,
    warnings,
    execution: runData,
    httpStatus: response.status() ?? 200,
    retryAfter: response.headers.get('Retry-After'),
    items: result.workflowData?.[0],
  };
}

function createResponse() {
  let status: number | undefined;
  const headers = new Map<string, string>();
  const port = {
    status(code: number) {
      status = code;
      return port;
    },
    setHeader: (name: string, value: string) => headers.set(name, value),
    json: () => port,
  };
  return { port, headers, status: () => status };
}
