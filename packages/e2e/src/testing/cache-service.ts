import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';

/** The Actions cache on loopback. */
export interface CacheService {
  /** What a runner tells the steps of a job about its cache. */
  readonly environment: Readonly<Record<string, string>>;
  /** The keys of finished entries, the oldest first. */
  readonly keys: readonly string[];
  /** Forgets every entry, as GitHub does after seven days. */
  evict(): void;
  /** Answers every call with this status from now on. */
  fail(status: number): void;
  /** Never answers who reserves a key that contains this, until it is called with undefined. */
  stall(part: string | undefined): void;
  /** How many calls were left without an answer. */
  readonly stalledCalls: number;
  close(): Promise<void>;
}

/**
 * Plays the cache service v2 of GitHub, as far as `@actions/cache` 6.3.0 speaks with it: its routes
 * and fields are those of `lib/generated/results/api/v1/cache.twirp-client.js` and `cache.js` there.
 * A key with a version can be reserved once; the newest entry that begins with a restore key is
 * found; only finished entries are. dtu-github-actions 0.18.1, which somebody else wrote, knows no
 * v2 and no prefixes, and listens on all interfaces.
 */
export async function startCacheService(): Promise<CacheService> {
  let entries: Entry[] = [];
  let failure: number | undefined;
  let stalledPart: string | undefined;
  let stalledCalls = 0;
  const server = createServer((request, response) => {
    void answer(request, response);
  });
  const url = await listen(server);

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await text(request);
    const path = request.url ?? '';
    if (failure !== undefined) return send(response, failure, { msg: 'out of order' });
    if (path.startsWith('/blob')) return send(response, 201, {});
    if (request.headers.authorization === undefined) return send(response, 401, {});
    const method = path.replace('/twirp/github.actions.results.api.v1.CacheService/', '');
    const fields: Fields = JSON.parse(body);
    if (stalledPart !== undefined && method.startsWith('Create') && body.includes(stalledPart)) {
      stalledCalls += 1;
      return;
    }
    const [status, reply] = call(method, fields);
    send(response, status, reply);
  }

  function call(method: string, fields: Fields): readonly [number, object] {
    const { key, version } = fields;
    const entry = entries.find((one) => one.key === key && one.version === version);
    switch (method) {
      case 'CreateCacheEntry':
        if (entry !== undefined) return [409, { code: 'already_exists', msg: 'already exists' }];
        entries.push({ key, version, isFinished: false });
        return [200, { ok: true, signed_upload_url: `${url}/blob/${entries.length}?sig=none` }];
      case 'FinalizeCacheEntryUpload':
        if (entry === undefined) return [404, { code: 'not_found', msg: 'not found' }];
        entry.isFinished = true;
        return [200, { ok: true, entry_id: String(entries.indexOf(entry) + 1) }];
      case 'GetCacheEntryDownloadURL': {
        const found = entry?.isFinished ? entry : findByPrefix(fields);
        if (found === undefined) return [200, { ok: false }];
        return [200, { ok: true, signed_download_url: `${url}/blob`, matched_key: found.key }];
      }
      default:
        return [404, { code: 'bad_route', msg: method }];
    }
  }

  function findByPrefix({ restore_keys: prefixes = [], version }: Fields): Entry | undefined {
    for (const prefix of prefixes) {
      const found = entries.findLast(
        (entry) => entry.isFinished && entry.version === version && entry.key.startsWith(prefix),
      );
      if (found !== undefined) return found;
    }
    return undefined;
  }

  return {
    environment: {
      ACTIONS_CACHE_SERVICE_V2: 'True',
      ACTIONS_RESULTS_URL: `${url}/`,
      ACTIONS_RUNTIME_TOKEN: 'e30.e30.e30',
    },
    get keys() {
      return entries.filter(({ isFinished }) => isFinished).map(({ key }) => key);
    },
    evict() {
      entries = [];
    },
    fail(status) {
      failure = status;
    },
    stall(part) {
      stalledPart = part;
    },
    get stalledCalls() {
      return stalledCalls;
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

interface Entry {
  readonly key: string;
  readonly version: string;
  isFinished: boolean;
}

interface Fields {
  readonly key: string;
  readonly version: string;
  readonly restore_keys?: readonly string[];
}

function send(response: ServerResponse, status: number, body: object): void {
  response.writeHead(status, { 'content-type': 'application/json' });
  response.end(JSON.stringify(body));
}

function listen(server: Server): Promise<string> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      const port = typeof address === 'object' && address !== null ? address.port : 0;
      resolve(`http://127.0.0.1:${port}`);
    });
  });
}
