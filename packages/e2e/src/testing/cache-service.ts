import type { HeldRequest } from './held-request.ts';
import { type LoopbackRequest, startLoopbackServer } from './loopback-server.ts';

/** The Actions cache on loopback. */
export interface CacheService {
  /** What the steps of a job know of its cache. */
  readonly environment: Readonly<Record<string, string>>;
  /** The keys of finished entries, the oldest first. */
  readonly keys: readonly string[];
  /** Forgets every entry, as GitHub does after seven days. */
  evict(): void;
  /** Responds to every call with this status from now on. */
  fail(status: number): void;
  /** Holds the next call that reserves a key with this in it. */
  holdNext(keyPart: string): HeldRequest;
  close(): Promise<void>;
}

/**
 * The cache service v2 of GitHub, as far as `@actions/cache` 6.3.0 speaks with it: its routes and
 * fields are those of `lib/generated/results/api/v1/cache.twirp-client.js` and `cache.js` there.
 * A key with a version can be reserved once; the newest entry that begins with a restore key is
 * found; only finished entries are. dtu-github-actions 0.18.1, which somebody else wrote, knows no
 * v2 and no prefixes, and listens on all interfaces.
 */
export async function startCacheService(): Promise<CacheService> {
  let entries: Entry[] = [];
  let failure: number | undefined;
  const server = await startLoopbackServer();
  const { url } = server;

  server.respondWith(async (request) => {
    const [status, body] = respond(request);
    return { status, body };
  });

  function respond({ content, headers, path }: LoopbackRequest): readonly [number, object] {
    if (failure !== undefined) return [failure, { msg: 'out of order' }];
    if (path.startsWith('/blob')) return [201, {}];
    if (headers.authorization === undefined) return [401, {}];
    const method = path.replace('/twirp/github.actions.results.api.v1.CacheService/', '');
    return call(method, JSON.parse(content.toString()));
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
    holdNext: (keyPart) => server.holdNext(new RegExp(`/CreateCacheEntry .*${keyPart}`)),
    close: server.close,
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
