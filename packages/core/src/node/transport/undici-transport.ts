import { type Agent, type Dispatcher, request } from 'undici';
import { maximumResponseBytes as longestResponse } from '../../network/bounded-body.ts';
import { neverArrived } from '../../network/never-arrived.ts';
import { transportFailure } from '../../network/transport-failure.ts';
import { untilAborted } from '../../network/until-aborted.ts';
import type { HttpRequest, HttpResponse, Transport } from '../../ports.ts';
import {
  createEnvironmentDispatcher,
  type Environment,
} from '../network/environment-dispatcher.ts';
import { joinHeaders } from '../network/join-headers.ts';
import { readBody } from './read-body.ts';
import { type Attempts, retryBeforeResponse } from './retry-before-response.ts';
import { checkTransportSettings } from './transport-settings.ts';

/** How the transport reaches the API. */
export interface UndiciTransportOptions {
  /** The API in One key, `aio_…`; blanks around it are cut off. */
  readonly apiKey: string;
  /** https, or http on loopback; a path is kept before each route. @default 'https://apiin.one' */
  readonly baseUrl?: string | undefined;
  /** Sent as `User-Agent`. @default 'kling-automation' */
  readonly userAgent?: string | undefined;
  /** Time for a connection with its TLS handshake. @default 10_000 */
  readonly connectLimitMilliseconds?: number | undefined;
  /** Time from the request to the head of the response. @default 20_000 */
  readonly headersLimitMilliseconds?: number | undefined;
  /** Longest silence within a response; not its whole length. @default 20_000 */
  readonly silenceLimitMilliseconds?: number | undefined;
  /** A larger response, compressed or not, ends the request. @default 4_194_304 */
  readonly maximumResponseBytes?: number | undefined;
  /** Wait before a broken GET is repeated; the second wait is twice as long. @default 250 */
  readonly retryDelayMilliseconds?: number | undefined;
  /** Where the proxies are looked up (`https_proxy`, `no_proxy`). @default process.env */
  readonly environment?: Environment | undefined;
  /**
   * undici connections to use instead of own ones, for example with a certificate of a company. Each
   * is closed after its request, because a POST on an idle one could be lost. They are not closed by
   * `close()`.
   */
  readonly dispatcher?: Dispatcher | undefined;
}

/** A transport with connections of its own. */
export interface UndiciTransport extends Transport {
  /**
   * Closes all connections; requests still under way are rejected. A program that has its responses
   * may also just end: idle connections do not keep it alive. One that has aborted a request should
   * close, because a connection still being made would keep it alive up to the connect limit.
   */
  close(): Promise<void>;
}

/**
 * Creates the transport for Node.js: undici with a pool of 16 connections, behind the proxy of
 * the environment if there is one (never for loopback).
 *
 * A GET whose connection breaks before the response is repeated at most twice. A POST is sent once.
 *
 * @throws {InvalidRequestError} when the base URL or the key cannot be used; nothing is sent.
 */
export function createUndiciTransport(options: UndiciTransportOptions): UndiciTransport {
  const settings = withDefaults(options);
  const { base, key } = checkTransportSettings(settings.baseUrl, settings.apiKey);
  const closing = new AbortController();
  const route = { ...settings, url: base, signal: closing.signal };
  const limits = {
    headersTimeout: settings.headersLimitMilliseconds,
    bodyTimeout: settings.silenceLimitMilliseconds,
  };
  const own = (agentOptions: Agent.Options) =>
    createEnvironmentDispatcher(route, { ...limits, ...agentOptions });
  const pool = options.dispatcher ?? own({ connections: 16 });
  // A POST gets a connection of its own, never a kept one: a server that closes an idle connection
  // at that moment would look like a lost response, and a lost response may have been paid.
  const fresh = options.dispatcher ?? own({ pipelining: 0 });
  const reset = options.dispatcher !== undefined;

  return {
    async send(request) {
      request.signal?.throwIfAborted();
      const attempts: Attempts = { hasResponse: false, mayHaveArrived: false };
      const dispatcher =
        request.method === 'POST'
          ? fresh
          : pool.compose(retryBeforeResponse(attempts, settings.retryDelayMilliseconds));
      const outgoing = composeRequest(request, { ...settings, base, key, reset });

      try {
        const { maximumResponseBytes } = settings;
        const response = readResponse(outgoing, { dispatcher, attempts, maximumResponseBytes });
        return await untilAborted(response, request.signal);
      } catch (error) {
        request.signal?.throwIfAborted();
        const mayHaveArrived = attempts.mayHaveArrived || !neverArrived(error);
        throw transportFailure(error, { origin: base.origin, mayHaveArrived, cause: error });
      }
    },

    async close() {
      closing.abort();
      if (options.dispatcher === undefined) await Promise.all([pool.destroy(), fresh.destroy()]);
    },
  };
}

function withDefaults({
  apiKey,
  baseUrl = 'https://apiin.one',
  userAgent = 'kling-automation',
  connectLimitMilliseconds = 10_000,
  headersLimitMilliseconds = 20_000,
  silenceLimitMilliseconds = 20_000,
  maximumResponseBytes = longestResponse,
  retryDelayMilliseconds = 250,
  environment = process.env,
}: UndiciTransportOptions) {
  return {
    apiKey,
    baseUrl,
    userAgent,
    connectLimitMilliseconds,
    headersLimitMilliseconds,
    silenceLimitMilliseconds,
    maximumResponseBytes,
    retryDelayMilliseconds,
    environment,
  };
}

interface Outgoing {
  readonly url: string;
  readonly options: Omit<Dispatcher.RequestOptions, 'origin' | 'path'>;
}

function composeRequest(
  { body, headers, method, path, signal }: HttpRequest,
  { base, key, reset, userAgent }: { base: URL; key: string; reset: boolean; userAgent: string },
): Outgoing {
  const json = body === undefined ? {} : { 'content-type': 'application/json' };
  return {
    url: `${base.href.replace(/\/$/, '')}${path}`,
    options: {
      method,
      headers: {
        ...headers,
        ...json,
        accept: 'application/json',
        'accept-encoding': 'identity',
        'user-agent': userAgent,
        authorization: `Bearer ${key}`,
      },
      body: body === undefined ? null : JSON.stringify(body),
      reset,
      signal: signal ?? null,
    },
  };
}

async function readResponse(
  { options, url }: Outgoing,
  facts: { attempts: Attempts; dispatcher: Dispatcher; maximumResponseBytes: number },
): Promise<HttpResponse> {
  const { attempts, dispatcher, maximumResponseBytes: maximumBytes } = facts;
  const response = await request(url, { ...options, dispatcher });
  attempts.hasResponse = true;
  const headers = joinHeaders(response.headers);
  const encoding = headers['content-encoding'] ?? '';
  // A body that is not read to its end emits an error, which nobody else listens for.
  const body = response.body.on('error', () => {});
  const text = await readBody(body, { encoding, maximumBytes });
  return { status: response.statusCode, headers, body: text };
}
