import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { CredentialTestContext } from 'n8n-core';
import type { ICredentialDataDecryptedObject, INodeType } from 'n8n-workflow';
import { beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { createAdditionalData } from './additional-data.mts';
import { startServices } from './n8n-services.mts';
import { kling, klingTrigger } from './node-types.mts';
import { openSandbox } from './open-sandbox.mts';

beforeAll(async () => {
  await startServices();
});

/** Presses Test in the dialog of the credential. */
async function testCredential(data: ICredentialDataDecryptedObject, type: INodeType = kling) {
  const [credential] = type.description.credentials ?? [];
  const test = type.methods?.credentialTest?.[String(credential?.testedBy)];
  const baseUrl = String(data.baseUrl);
  const context = new CredentialTestContext(createAdditionalData({ baseUrl }));
  return await test?.call(context, { id: '1', name: 'API in One', type: 'apiInOneApi', data });
}

/** Starts a server that is not the API, and keeps the keys that it is sent. */
async function openServer(respond: RequestListener) {
  const keys: (string | undefined)[] = [];
  const server = createServer((request, response) => {
    keys.push(request.headers.authorization);
    respond(request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const { port } = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${port}`, keys };
}

describe('the test of the credential', () => {
  test.each([
    ['Kling', kling],
    ['Kling Trigger', klingTrigger],
  ])('of %s passes with an accepted key, and costs nothing', async (_, type) => {
    const sandbox = await openSandbox();

    const result = await testCredential({ baseUrl: sandbox.url, apiKey: sandbox.apiKey }, type);

    expect(result).toEqual({ status: 'OK', message: 'The API accepts this key.' });
    expect(sandbox.requests()).toMatchObject([
      { method: 'GET', path: '/api/v1/tasks/credential_test', status: 404 },
    ]);
  });

  test.each(['/', '/api/v1', '/api/v1/', ' '])(
    'understands a base URL that ends in %j',
    async (end) => {
      const sandbox = await openSandbox();

      const result = await testCredential({
        baseUrl: ` ${sandbox.url}${end}`,
        apiKey: ` ${sandbox.apiKey}\n`,
      });

      expect(result?.status).toBe('OK');
      expect(sandbox.requests()).toMatchObject([{ path: '/api/v1/tasks/credential_test' }]);
    },
  );

  test('fails with a refused key', async () => {
    const sandbox = await openSandbox();

    const result = await testCredential({ baseUrl: sandbox.url, apiKey: 'aio_wrong' });

    expect(result).toEqual({
      status: 'Error',
      message: expect.stringMatching(
        /^The API refused the key \(HTTP 401.*\)\. Check that the API in One key is complete/,
      ),
    });
  });

  test('fails for an HTML page, also one with the status 404', async () => {
    const { url } = await openServer((_, response) => {
      response.writeHead(404, { 'content-type': 'text/html' }).end('<html>Not found</html>');
    });

    expect(await testCredential({ baseUrl: url, apiKey: 'aio_1' })).toEqual({
      status: 'Error',
      message:
        'The request did not reach the API: HTTP 404 with an HTML page came back, which is not a response of the API. Check the base URL, and any proxy or firewall in between.',
    });
  });

  test('fails for a redirect, and does not send the key after it', async () => {
    const elsewhere = await openServer((_, response) => {
      response.writeHead(404, { 'content-type': 'application/json' }).end('{"code":404}');
    });
    const { url } = await openServer((_, response) => {
      response.writeHead(302, { location: `${elsewhere.url}/api/v1/tasks/x` }).end();
    });

    const result = await testCredential({ baseUrl: url, apiKey: 'aio_1' });

    expect(result).toEqual({
      status: 'Error',
      message:
        'The request did not reach the API: HTTP 302 with a redirect came back, which is not a response of the API. Check the base URL, and any proxy or firewall in between.',
    });
    expect(elsewhere.keys).toEqual([]);
  });

  test('fails for a host that nobody reaches, without the key in its message', async () => {
    const result = await testCredential({ baseUrl: 'http://127.0.0.1:9', apiKey: 'aio_1' });

    expect(result).toEqual({
      status: 'Error',
      message:
        'Could not reach http://127.0.0.1:9 (connection refused). Check the base URL, and that the network or proxy lets you reach it.',
    });
  });

  test('fails for an API that is unavailable', async () => {
    const { url } = await openServer((_, response) => response.writeHead(503).end());

    expect(await testCredential({ baseUrl: url, apiKey: 'aio_1' })).toEqual({
      status: 'Error',
      message: 'The API is unavailable (HTTP 503). Try again later.',
    });
  });

  test.each([
    [
      'http to another machine',
      { baseUrl: 'http://192.0.2.1', apiKey: 'aio_1' },
      'The base URL must start with https://, because the API key could be read on the way otherwise; http:// is allowed for this machine only (127.0.0.1, localhost).',
    ],
    [
      'no URL',
      { baseUrl: 'apiin.one', apiKey: 'aio_1' },
      'The base URL is not a URL. Give one such as https://apiin.one.',
    ],
    [
      'no key',
      { baseUrl: 'https://apiin.one', apiKey: '  ' },
      'The API key is missing. Create one in the API in One dashboard.',
    ],
    [
      'a key with a line break in it',
      { baseUrl: 'https://apiin.one', apiKey: 'aio_1\naio_2' },
      'The API key has blanks or characters that no key has. Copy it again from the API in One dashboard.',
    ],
  ])('sends nothing for %s', async (_, data, message) => {
    expect(await testCredential(data)).toEqual({ status: 'Error', message });
  });
});
