import { createRequire } from 'node:module';
import { ExecuteContext, RoutingNode } from 'n8n-core';
import {
  createEmptyRunExecutionData,
  type ICredentialType,
  type INode,
  type INodeType,
  Workflow,
} from 'n8n-workflow';
import { beforeAll, describe, expect, test } from 'vitest';
import { createAdditionalData } from './additional-data.mts';
import { startServices } from './n8n-services.mts';
import { kling } from './node-types.mts';
import { openSandbox } from './open-sandbox.mts';

const { ApiInOneApi } = createRequire(import.meta.url)(
  '../../dist/credentials/ApiInOneApi.credentials.js',
);
const credential: ICredentialType = new ApiInOneApi();

beforeAll(async () => {
  await startServices();
});

/** Presses Test in the dialog of the credential: n8n makes a node of the request, and runs it. */
async function testCredential(baseUrl: string, apiKey: string) {
  const request = { ...credential.test?.request, baseURL: baseUrl };
  const routed = { description: withRequest(request) } satisfies INodeType;
  const node: INode = {
    id: 'temp',
    name: 'Temp',
    type: 'temp',
    typeVersion: 1,
    position: [0, 0],
    parameters: {},
    credentials: { apiInOneApi: { id: '1', name: 'API in One' } },
  };
  const nodeTypes = {
    getByName: () => routed,
    getByNameAndVersion: () => routed,
    getKnownTypes: () => ({}),
  };
  const workflow = new Workflow({ active: false, nodes: [node], connections: {}, nodeTypes });
  const input = { main: [[{ json: {} }]] };
  const executeData = { node, data: {}, source: null };
  const context = new ExecuteContext(
    workflow,
    node,
    createAdditionalData({ baseUrl, apiKey }),
    'internal',
    createEmptyRunExecutionData(),
    0,
    [],
    input,
    executeData,
    [],
  );
  return new RoutingNode(context, routed, {
    id: '1',
    name: 'API in One',
    type: 'apiInOneApi',
    data: { apiKey, baseUrl },
  }).runNode();
}

function withRequest(request: object) {
  return {
    ...kling.description,
    credentials: [{ name: 'apiInOneApi', required: true }],
    properties: [
      {
        displayName: 'Temp',
        name: 'temp',
        type: 'string' as const,
        routing: { request },
        default: '',
      },
    ],
  };
}

describe('the test of the credential', () => {
  test('passes with a right key, and costs nothing', async () => {
    const sandbox = await openSandbox();

    await expect(testCredential(sandbox.url, sandbox.apiKey)).resolves.toHaveLength(1);

    expect(sandbox.requests()).toMatchObject([
      { method: 'GET', path: '/api/v1/tasks/credential_test', status: 404 },
    ]);
  });

  test('fails with a wrong key, with the status that its rule explains', async () => {
    const sandbox = await openSandbox();

    const testing = testCredential(sandbox.url, 'aio_wrong');

    await expect(testing).rejects.toMatchObject({ cause: { response: { status: 401 } } });
    expect(credential.test?.rules).toContainEqual(
      expect.objectContaining({ properties: expect.objectContaining({ value: 401 }) }),
    );
  });
});
