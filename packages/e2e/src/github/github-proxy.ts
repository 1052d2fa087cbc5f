import type { LoopbackRequest, LoopbackResponse } from '../testing/loopback-server.ts';
import { badGateway, notFound, notPermitted, rateLimit, releaseLocked } from './answers.ts';
import type { EmulatedGithub } from './emulated-github.ts';
import { createGithubFaults, type GithubFaults } from './github-fault.ts';
import type { GithubExchange } from './recorded-exchange.ts';
import type { ReleaseAssets } from './release-assets.ts';

/** Stands before emulate: records what is asked, and lets things go wrong. */
export interface GithubProxy {
  readonly exchanges: readonly GithubExchange[];
  readonly faults: GithubFaults;
  /** Undefined where the connection is to be cut. */
  answer(incoming: LoopbackRequest): Promise<LoopbackResponse | undefined>;
}

export function createGithubProxy(ports: {
  readonly emulated: EmulatedGithub;
  readonly releaseAssets: ReleaseAssets;
  readonly isReadOnly: boolean;
  readonly complete: (body: unknown) => unknown;
}): GithubProxy {
  const { complete, emulated, isReadOnly, releaseAssets } = ports;
  const exchanges: GithubExchange[] = [];
  const faults = createGithubFaults();

  const answerWell = async (incoming: LoopbackRequest): Promise<LoopbackResponse> => {
    const { content, headers, method, path, query } = incoming;
    if (isReadOnly && method !== 'GET') return notPermitted;
    const found = await releaseAssets.answer(incoming);
    if (found !== undefined) return { ...found, body: complete(found.body) };
    const { authorization = '', 'content-type': type = '' } = headers;
    const { body, status } = await emulated.forward({
      method,
      pathAndQuery: `${path}?${query}`,
      headers: { authorization, 'content-type': type },
      content,
    });
    return { status, body: complete(body) };
  };
  const answer = async (sent: LoopbackRequest): Promise<LoopbackResponse | undefined> => {
    const { method, path } = sent;
    const incoming = { ...sent, path: withoutPrefix(path) };
    // A client that builds the address by itself, in place of taking upload_url, finds nothing.
    if (method === 'POST' && path.endsWith('/assets') && !isUpload(path)) return notFound;
    switch (faults.take(`${method} ${path}?${sent.query}`)) {
      case 'bad-gateway':
        return badGateway;
      case 'rate-limit':
        return rateLimit;
      case 'name-taken':
        await releaseAssets.store(incoming, false);
        return releaseAssets.store(incoming, false);
      case 'locked':
        return releaseLocked;
      case 'cut':
        if (isUpload(path)) await releaseAssets.store(incoming, true);
        return undefined;
      case 'lost-answer':
        await answerWell(incoming);
        return undefined;
      case 'damaged':
        return answerWell({ ...incoming, content: incoming.content.subarray(1) });
      case undefined:
        return answerWell(incoming);
    }
  };
  return {
    exchanges,
    faults,
    async answer(incoming) {
      const answered = await answer(incoming);
      exchanges.push(asExchange(incoming, answered));
      return answered;
    },
  };
}

function isUpload(path: string): boolean {
  return /^(\/api)?\/uploads\//.test(path);
}

/** The path as emulate knows it. */
function withoutPrefix(path: string): string {
  return path.replace(/^\/api\/v3/, '').replace(/^(\/api)?\/uploads/, '');
}

function asExchange(
  { content, headers, method, path, query }: LoopbackRequest,
  answer: LoopbackResponse | undefined,
): GithubExchange {
  return {
    method,
    path: query.size > 0 ? `${path}?${query}` : path,
    headers,
    body: readBody(content, headers['content-type']),
    status: answer?.status,
  };
}

function readBody(content: Buffer, type = ''): unknown {
  if (content.length === 0) return undefined;
  return type.includes('json') ? JSON.parse(content.toString()) : `${content.length} bytes`;
}
