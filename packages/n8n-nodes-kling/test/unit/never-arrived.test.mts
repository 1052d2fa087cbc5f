import { type HttpRequest, type Transport, TransportError } from '@kling-automation/core';
import { createUndiciTransport } from '@kling-automation/core/node';
import { type INode, NodeApiError } from 'n8n-workflow';
import { describe, expect, test } from 'vitest';
import { createHostTransport } from '../../nodes/Kling/host/network/transport.ts';

/** Errors of systems and HTTP clients, and whether the API may have got the request all the same. */
const errors: readonly (readonly [code: string, syscall: string, mayHaveArrived: boolean])[] = [
  ['ENOTFOUND', 'getaddrinfo', false],
  ['EAI_AGAIN', 'getaddrinfo', false],
  ['ECONNREFUSED', 'connect', false],
  ['EHOSTUNREACH', 'connect', false],
  ['ENETUNREACH', 'connect', false],
  ['ETIMEDOUT', 'connect', false],
  ['ENOTFOUND', '', false],
  ['EAI_AGAIN', '', false],
  ['ECONNREFUSED', '', false],
  ['UND_ERR_CONNECT_TIMEOUT', '', false],
  ['CERT_CHAIN_TOO_LONG', '', false],
  ['CERT_HAS_EXPIRED', '', false],
  ['CERT_NOT_YET_VALID', '', false],
  ['CERT_REVOKED', '', false],
  ['CERT_SIGNATURE_FAILURE', '', false],
  ['CERT_UNTRUSTED', '', false],
  ['DEPTH_ZERO_SELF_SIGNED_CERT', '', false],
  ['ERR_TLS_CERT_ALTNAME_INVALID', '', false],
  ['HOSTNAME_MISMATCH', '', false],
  ['INVALID_CA', '', false],
  ['SELF_SIGNED_CERT_IN_CHAIN', '', false],
  ['UNABLE_TO_GET_ISSUER_CERT', '', false],
  ['UNABLE_TO_GET_ISSUER_CERT_LOCALLY', '', false],
  ['UNABLE_TO_VERIFY_LEAF_SIGNATURE', '', false],
  ['ERR_SSL_TLSV1_ALERT_PROTOCOL_VERSION', '', false],
  ['ERR_SSL_WRONG_VERSION_NUMBER', '', false],
  ['ECONNRESET', 'read', true],
  ['ECONNRESET', '', true],
  ['EPIPE', 'write', true],
  ['EPROTO', 'write', true],
  ['EHOSTUNREACH', 'read', true],
  ['EHOSTUNREACH', '', true],
  ['ETIMEDOUT', 'read', true],
  ['ETIMEDOUT', '', true],
  ['ECONNABORTED', '', true],
  ['ERR_BAD_RESPONSE', '', true],
  ['ERR_SSL_TLSV13_ALERT_CERTIFICATE_REQUIRED', '', true],
  ['HPE_INVALID_CONSTANT', '', true],
  ['UND_ERR_HEADERS_TIMEOUT', '', true],
  ['UND_ERR_SOCKET', '', true],
];

const submitVideo: HttpRequest = { method: 'POST', path: '/api/v1/videos/generations', body: {} };

const baseUrl = 'https://apiin.one';

/** The transport of programs and of the Action, whose connections fail with an error. */
function undiciTransport(error: Error): Transport {
  const dispatcher = {
    dispatch(_request: unknown, handler: { onResponseError(_: unknown, error: Error): void }) {
      handler.onResponseError(undefined, error);
      return true;
    },
  };
  type Dispatcher = Parameters<typeof createUndiciTransport>[0]['dispatcher'];
  return createUndiciTransport({
    apiKey: 'aio_1',
    baseUrl,
    dispatcher: dispatcher as unknown as Dispatcher,
  });
}

/** The transport of the node, whose n8n fails with an error. */
function n8nTransport(error: unknown): Transport {
  const helpers = { httpRequestWithAuthentication: () => Promise.reject(error) };
  const context = { helpers } as unknown as Parameters<typeof createHostTransport>[0];
  return createHostTransport(context, new URL(baseUrl));
}

/** What the client of n8n makes of an error of the system, and what n8n makes of that. */
class AxiosError extends Error {
  readonly isAxiosError = true;
  readonly code: string;

  constructor(cause: Error, code: string) {
    super(cause.message, { cause });
    this.code = code;
  }
}

const node: INode = {
  id: '1',
  name: 'Kling',
  type: 'kling',
  typeVersion: 1,
  position: [0, 0],
  parameters: {},
};

function n8nError(error: Error, code: string): NodeApiError {
  return new NodeApiError(
    node,
    new AxiosError(error, code) as unknown as { [key: string]: string },
  );
}

/** n8n before 2.31 keeps the code and nothing else. */
function olderN8nError(_error: Error, httpCode: string): Error {
  return Object.assign(new Error('NodeApiError'), { httpCode });
}

async function failureOf(transport: Transport): Promise<TransportError> {
  const error = await transport.send(submitVideo).catch((thrown: unknown) => thrown);
  if (error instanceof TransportError) return error;
  throw new TypeError('The request did not fail as expected.', { cause: error });
}

describe('whether a request may have arrived', () => {
  test('is known of 40 errors', () => {
    expect(new Set(errors.map(String)).size).toBe(40);
  });

  test.each(errors)(
    'after %s of "%s" is %s in every host',
    async (code, syscall, mayHaveArrived) => {
      const error = Object.assign(new Error('details'), { code }, syscall !== '' && { syscall });

      const failures = await Promise.all([
        failureOf(undiciTransport(error)),
        failureOf(n8nTransport(n8nError(error, code))),
        failureOf(n8nTransport(error)),
      ]);

      expect(failures.map((failure) => failure.mayHaveArrived)).toEqual([
        mayHaveArrived,
        mayHaveArrived,
        mayHaveArrived,
      ]);
      expect(new Set(failures.map(({ message }) => message)).size).toBe(1);
    },
  );

  test.each(errors.filter(([, syscall]) => syscall === ''))(
    'after %s of "%s" is %s in an older n8n too',
    async (code, _syscall, mayHaveArrived) => {
      const failure = await failureOf(n8nTransport(olderN8nError(new Error(), code)));

      expect(failure.mayHaveArrived).toBe(mayHaveArrived);
    },
  );

  test('the error of n8n, which contains the API key, is not kept', async () => {
    const failure = await failureOf(n8nTransport(n8nError(new Error('aio_1'), 'ECONNRESET')));

    expect(failure.cause).toBeUndefined();
  });
});
