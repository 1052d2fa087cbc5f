import type { IHttpRequestOptions } from 'n8n-workflow';
import { expect, test } from 'vitest';
import { kling } from './node-types.mts';
import { chargedBy, generating, openSandbox } from './open-sandbox.mts';

/**
 * n8n's Agents run a tool without an execution: no id, no context, no signal, no settings of a
 * workflow, no custom data, no hints, and nothing that parks.
 */
function createAgentContext(baseUrl: string, parameters: Readonly<Record<string, unknown>>) {
  const credential = { apiKey: 'aio_sandbox', baseUrl };
  const missing = () => {
    throw new Error('There is no execution.');
  };
  return {
    getNode: () => ({
      name: 'Kling',
      type: '@kling-automation/n8n-nodes-kling.klingTool',
      parameters,
    }),
    getInputData: () => [{ json: { toolCallId: 'call_1' } }],
    getNodeParameter: (name: string, _item: number, fallback: unknown) =>
      name.split('.').reduce((value: unknown, key) => Object(value)[key], parameters) ?? fallback,
    getCredentials: async () => credential,
    getContext: missing,
    evaluateExpression: missing,
    getExecutionId: () => undefined,
    getWorkflow: missing,
    continueOnFail: () => false,
    get customData() {
      return missing();
    },
    logger: { info: () => {}, warn: () => {} },
    helpers: {
      httpRequestWithAuthentication: async (_type: string, options: IHttpRequestOptions) => {
        const response = await fetch(options.url, {
          method: options.method ?? 'GET',
          headers: {
            'content-type': 'application/json',
            authorization: `Bearer ${credential.apiKey}`,
          },
          ...(options.body !== undefined && { body: String(options.body) }),
        });
        return { statusCode: response.status, headers: {}, body: await response.text() };
      },
    },
  };
}

test('renders where there is no execution', async () => {
  const sandbox = await openSandbox();
  const context = createAgentContext(sandbox.url, generating({ waitMode: 'untilFinished' }));

  // The node's type wants all of n8n's context, which is the point of this test.
  const output = await kling.execute?.call(context as never);

  expect(output).toMatchObject([[{ json: { status: 'succeeded', taskId: expect.any(String) } }]]);
  expect(chargedBy(sandbox)).toBe(120);
});
