import { type HttpRequest, type Transport, transportFailure } from '@kling-automation/core';
import type {
  IAllExecuteFunctions,
  IHttpRequestOptions,
  RequestHelperFunctions,
} from 'n8n-workflow';
import { readResponse } from './response-stream.ts';

/** The parts of n8n's contexts that the transport uses; executions and webhooks have them. */
export type RequestingContext = IAllExecuteFunctions & {
  readonly helpers: Pick<RequestHelperFunctions, 'httpRequestWithAuthentication'>;
};

/** Core ends requests sooner; this is only to leave no socket behind. */
const longestRequestMilliseconds = 90_000;

/**
 * Creates the transport of n8n: every request goes through `httpRequestWithAuthentication`, so the
 * key never gets into our hands, and proxies and SSRF protection of the instance hold.
 */
export function createHostTransport(context: RequestingContext, baseUrl: URL): Transport {
  const { helpers } = context;
  const caller = withoutCancelSignal(context);

  return {
    async send(request) {
      request.signal?.throwIfAborted();
      const ending = new AbortController();
      const end = () => ending.abort();
      request.signal?.addEventListener('abort', end);
      try {
        const response: unknown = await helpers.httpRequestWithAuthentication.call(
          caller,
          'apiInOneApi',
          composeRequest(request, baseUrl, ending.signal),
        );
        return await readResponse(response);
      } catch (error) {
        end();
        // Without the cause: n8n's error contains the request with its Authorization header.
        throw transportFailure(error, { origin: baseUrl.origin });
      } finally {
        request.signal?.removeEventListener('abort', end);
      }
    },
  };
}

/**
 * n8n replaces our signal with the execution's own wherever it finds one, and would cut off a POST
 * whose response names the task that was paid. Core aborts a little later, on purpose.
 */
function withoutCancelSignal(context: RequestingContext): RequestingContext {
  return new Proxy(context, {
    has: (target, name) => name !== 'getExecutionCancelSignal' && Reflect.has(target, name),
  });
}

function composeRequest(
  { body, headers, method, path }: HttpRequest,
  baseUrl: URL,
  abortSignal: AbortSignal,
): IHttpRequestOptions {
  const json = body === undefined ? {} : { 'content-type': 'application/json' };
  return {
    method,
    url: `${baseUrl.href.replace(/\/$/, '')}${path}`,
    headers: { ...headers, ...json, accept: 'application/json', 'accept-encoding': 'identity' },
    ...(body !== undefined && { body: JSON.stringify(body) }),
    // n8n reads a text without any limit; a stream can be left when it grows too large. It is also
    // not parsed: an HTML page of the edge must reach core, not break a JSON parser.
    encoding: 'stream',
    json: false,
    returnFullResponse: true,
    ignoreHttpStatusErrors: true,
    disableFollowRedirect: true,
    timeout: longestRequestMilliseconds,
    abortSignal,
  };
}
