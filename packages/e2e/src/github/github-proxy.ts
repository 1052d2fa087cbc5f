import type { LoopbackRequest, LoopbackResponse } from '../testing/loopback-server.ts';
import {
  badGateway,
  notFound,
  notPermitted,
  releaseLocked,
  secondaryRateLimit,
} from './error-responses.ts';
import type { GithubBackend } from './github-backend.ts';
import { createInjectedFailures, type InjectedFailures } from './injected-failures.ts';
import { type RateLimit, rateLimitExceeded } from './rate-limit.ts';
import type { RecordedGithubRequest } from './recorded-request.ts';
import type { ReleaseAssetRoute } from './release-asset-route.ts';

/** Records what is asked of GitHub, and injects failures. */
export interface GithubProxy {
  readonly requests: readonly RecordedGithubRequest[];
  readonly failures: InjectedFailures;
  /** Undefined if the connection is to be cut. */
  respond(request: LoopbackRequest): Promise<LoopbackResponse | undefined>;
}

export function createGithubProxy(ports: {
  /** Responds when nothing fails. */
  readonly backend: GithubBackend;
  readonly releaseAssets: ReleaseAssetRoute;
  readonly rateLimit: RateLimit;
  readonly token: {
    /** Whether it may only read. */
    readonly isReadOnly: boolean;
    /** Whether it may read what is in the repository. */
    readonly canReadContents: boolean;
  };
}): GithubProxy {
  const { backend, rateLimit, releaseAssets, token } = ports;
  const requests: RecordedGithubRequest[] = [];
  const failures = createInjectedFailures();

  const succeed = (request: LoopbackRequest): Promise<LoopbackResponse> | LoopbackResponse => {
    const { method, path } = request;
    if (token.isReadOnly && method !== 'GET') {
      return notPermitted(path.includes('/issues/') ? 'issues=write' : 'contents=write');
    }
    const isContents = path.includes('/git/');
    return isContents && !token.canReadContents ? notPermitted('contents=read') : backend(request);
  };
  const respond = async (sent: LoopbackRequest): Promise<LoopbackResponse | undefined> => {
    const { method, path } = sent;
    const request = { ...sent, path: withoutPrefix(path) };
    // A client that builds the address itself instead of using upload_url finds nothing.
    if (method === 'POST' && path.endsWith('/assets') && !isUpload(path)) return notFound;
    switch (failures.take(`${method} ${path}?${sent.query}`)) {
      case 'bad-gateway':
        return badGateway;
      case 'rate-limit':
        return secondaryRateLimit(403);
      case 'rate-limit-429':
        return secondaryRateLimit(429);
      case 'not-permitted':
        return notPermitted('contents=write');
      case 'workflows-differ':
        return notPermitted('contents=write; contents=write,workflows=write');
      case 'name-taken':
        await releaseAssets.store(request, false);
        return releaseAssets.store(request, false);
      case 'locked':
        return releaseLocked;
      case 'cut':
        if (isUpload(path)) await releaseAssets.store(request, true);
        return undefined;
      case 'lost-response':
        await succeed(request);
        return undefined;
      case 'done-and-bad-gateway':
        await succeed(request);
        return badGateway;
      case 'damaged':
        return succeed({ ...request, content: request.content.subarray(1) });
      case undefined:
        return succeed(request);
    }
  };
  const record = (request: LoopbackRequest, response: LoopbackResponse | undefined) => {
    requests.push(asRecorded(request, response));
    return response;
  };
  return {
    requests,
    failures,
    async respond(request) {
      // Storage has another host, and no limit.
      if (request.path.startsWith('/download/')) return record(request, await respond(request));
      const { headers, isExceeded } = rateLimit.count();
      const response = isExceeded ? rateLimitExceeded : await respond(request);
      record(request, response);
      return response && { ...response, headers: { ...headers, ...response.headers } };
    },
  };
}

function isUpload(path: string): boolean {
  return /^(\/api)?\/uploads\//.test(path);
}

/** The path as emulate and the routes know it. */
function withoutPrefix(path: string): string {
  return path.replace(/^\/api\/v3/, '').replace(/^(\/api)?\/uploads/, '');
}

function asRecorded(
  { content, headers, method, path, query }: LoopbackRequest,
  response: LoopbackResponse | undefined,
): RecordedGithubRequest {
  return {
    method,
    path: query.size > 0 ? `${path}?${query}` : path,
    headers,
    body: readBody(content, headers['content-type']),
    status: response?.status,
    responseBytes: isJson(response?.body) ? JSON.stringify(response?.body).length : 0,
  };
}

function isJson(body: unknown): boolean {
  return body !== undefined && !Buffer.isBuffer(body);
}

function readBody(content: Buffer, type = ''): unknown {
  if (content.length === 0) return undefined;
  return type.includes('json') ? JSON.parse(content.toString()) : `${content.length} bytes`;
}
