import {
  type HttpRequest,
  type HttpResponse,
  type Transport,
  TransportError,
} from '@kling-automation/core';
import type {
  IAllExecuteFunctions,
  IHttpRequestOptions,
  RequestHelperFunctions,
} from 'n8n-workflow';
import { networkReason, neverArrived } from './network-failure.ts';

/** The parts of n8n's contexts that the transport uses; executions and webhooks have them. */
export type RequestingContext = IAllExecuteFunctions & {
  readonly helpers: Pick<RequestHelperFunctions, 'httpRequestWithAuthentication'>;
};

/** Core ends exchanges sooner; this is only to leave no socket behind. */
const longestExchange = 90_000;

/**
 * Creates the transport of n8n: every request goes through `httpRequestWithAuthentication`, so that
 * the key never comes into our hands, and proxies and SSRF protection of the instance hold.
 */
export function createHostTransport(context: RequestingContext, baseUrl: URL): Transport {
  const { helpers } = context;
  const caller = withoutCancelSignal(context);

  return {
    async send(exchange) {
      exchange.signal?.throwIfAborted();
      try {
        const answer: unknown = await helpers.httpRequestWithAuthentication.call(
          caller,
          'apiInOneApi',
          composeRequest(exchange, baseUrl),
        );
        return readAnswer(answer);
      } catch (error) {
        throw transportFailure(error, baseUrl);
      }
    },
  };
}

/**
 * n8n puts the execution's own signal in the place of ours wherever it finds one, and would cut off
 * a POST whose answer names the task that was paid. Core aborts a little later, on purpose.
 */
function withoutCancelSignal(context: RequestingContext): RequestingContext {
  return new Proxy(context, {
    has: (target, name) => name !== 'getExecutionCancelSignal' && Reflect.has(target, name),
  });
}

function composeRequest(exchange: HttpRequest, baseUrl: URL): IHttpRequestOptions {
  const { body, headers, method, path, signal } = exchange;
  const json = body === undefined ? {} : { 'content-type': 'application/json' };
  return {
    method,
    url: `${baseUrl.href.replace(/\/+$/, '')}${path}`,
    headers: { ...headers, ...json, accept: 'application/json' },
    ...(body !== undefined && { body: JSON.stringify(body) }),
    // As text, whatever it is: an HTML page of the edge must reach core, not break a JSON parser.
    encoding: 'text',
    json: false,
    returnFullResponse: true,
    ignoreHttpStatusErrors: true,
    disableFollowRedirect: true,
    timeout: longestExchange,
    ...(signal !== undefined && { abortSignal: signal }),
  };
}

function readAnswer(answer: unknown): HttpResponse {
  const { body, headers, statusCode } = fullResponse(answer);
  return {
    status: statusCode,
    headers: Object.fromEntries(
      Object.entries(headers).map(([name, value]) => [name.toLowerCase(), String(value)]),
    ),
    // Interceptors of n8n may parse what looks like JSON, whatever was asked for.
    body: typeof body === 'string' ? body : JSON.stringify(body ?? ''),
  };
}

function fullResponse(answer: unknown) {
  const isResponse = typeof answer === 'object' && answer !== null && 'statusCode' in answer;
  if (!isResponse) throw new TypeError('The host gave no full response.');
  const headers: unknown = Reflect.get(answer, 'headers');
  const body: unknown = Reflect.get(answer, 'body');
  return {
    statusCode: Number(answer.statusCode),
    headers: typeof headers === 'object' && headers !== null ? headers : {},
    body,
  };
}

/** Without the cause: n8n's error holds the request with its Authorization header. */
function transportFailure(error: unknown, { origin }: URL): TransportError {
  const reason = networkReason(error);
  return neverArrived(error)
    ? new TransportError({
        what: `Could not reach ${origin} (${reason}). Check the Base URL of the credential.`,
        mayHaveArrived: false,
      })
    : new TransportError({
        what: `No complete answer came back from ${origin} (${reason}).`,
        mayHaveArrived: true,
      });
}
