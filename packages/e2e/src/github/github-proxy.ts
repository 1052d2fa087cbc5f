import type { LoopbackRequest, LoopbackResponse } from '../testing/loopback-server.ts';
import { badGateway, notFound, notPermitted, rateLimit, releaseLocked } from './error-responses.ts';
import type { GithubBackend } from './github-backend.ts';
import { createInjectedFailures, type InjectedFailures } from './injected-failures.ts';
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
  /** Whether the token may only read. */
  readonly isReadOnly: boolean;
}): GithubProxy {
  const { backend, isReadOnly, releaseAssets } = ports;
  const requests: RecordedGithubRequest[] = [];
  const failures = createInjectedFailures();

  const succeed = (request: LoopbackRequest): Promise<LoopbackResponse> | LoopbackResponse =>
    isReadOnly && request.method !== 'GET' ? notPermitted : backend(request);
  const respond = async (sent: LoopbackRequest): Promise<LoopbackResponse | undefined> => {
    const { method, path } = sent;
    const request = { ...sent, path: withoutPrefix(path) };
    // A client that builds the address itself instead of using upload_url finds nothing.
    if (method === 'POST' && path.endsWith('/assets') && !isUpload(path)) return notFound;
    switch (failures.take(`${method} ${path}?${sent.query}`)) {
      case 'bad-gateway':
        return badGateway;
      case 'rate-limit':
        return rateLimit;
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
      case 'damaged':
        return succeed({ ...request, content: request.content.subarray(1) });
      case undefined:
        return succeed(request);
    }
  };
  return {
    requests,
    failures,
    async respond(request) {
      const response = await respond(request);
      requests.push(asRecorded(request, response));
      return response;
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
  };
}

function readBody(content: Buffer, type = ''): unknown {
  if (content.length === 0) return undefined;
  return type.includes('json') ? JSON.parse(content.toString()) : `${content.length} bytes`;
}
