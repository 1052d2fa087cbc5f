import { type Transport, transportFailure } from '@kling-automation/core';
import type { ICredentialTestFunctions } from 'n8n-workflow';
import { readResponse } from '../network/response-stream.ts';

/** Core ends requests sooner; this is only to leave no socket behind. */
const longestRequestMilliseconds = 20_000;

/**
 * Creates the transport of a credential test. n8n gives a test no other way to send a request than
 * its `request`, without authentication; proxies and SSRF protection of the instance hold there too.
 */
export function createCredentialTransport(
  { request }: Pick<ICredentialTestFunctions['helpers'], 'request'>,
  { apiKey, baseUrl }: { readonly apiKey: string; readonly baseUrl: URL },
): Transport {
  return {
    async send({ method, path }) {
      try {
        const response: unknown = await request({
          method,
          uri: `${baseUrl.href.replace(/\/$/, '')}${path}`,
          headers: {
            accept: 'application/json',
            'accept-encoding': 'identity',
            authorization: `Bearer ${apiKey}`,
          },
          // The key must not follow a redirect to another host.
          followRedirect: false,
          followAllRedirects: false,
          json: false,
          resolveWithFullResponse: true,
          simple: false,
          timeout: longestRequestMilliseconds,
          useStream: true,
        });
        return await readResponse(response);
      } catch (error) {
        // Without the cause: n8n's error contains the request with its Authorization header.
        throw transportFailure(error, { origin: baseUrl.origin });
      }
    },
  };
}
