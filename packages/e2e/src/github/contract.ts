import { readFile } from 'node:fs/promises';
import { createInstance, getHttpOperationsFromSpec } from '@stoplight/prism-http';
import type { GithubExchange } from './recorded-exchange.ts';

/**
 * Has Prism compare requests with GitHub's own description of its API, each kind of request once.
 *
 * @returns what is wrong with them, a line for each fault.
 */
export async function findContractFaults(
  exchanges: readonly GithubExchange[],
): Promise<readonly string[]> {
  const description: object = JSON.parse(await readFile(descriptionUrl, 'utf8'));
  const operations = await getHttpOperationsFromSpec(description);
  const prism = createInstance(settings, { logger: silent });
  const kinds = new Map(
    exchanges
      .filter(({ path }) => !path.startsWith('/download/'))
      .map((exchange) => [`${exchange.method} ${exchange.path.replaceAll(/\d+/g, '1')}`, exchange]),
  );
  const faults = await Promise.all(
    [...kinds.values()].map(async (exchange) => {
      const answer = await prism.request(asPrismRequest(exchange), operations)();
      const found = answer._tag === 'Left' ? [answer.left] : answer.right.validations.input;
      return found.map(({ message }) => `${exchange.method} ${exchange.path}: ${message}`);
    }),
  );
  return faults.flat();
}

const descriptionUrl = new URL('github-openapi-subset.json', import.meta.url);

const settings = {
  isProxy: false,
  mock: { dynamic: false },
  validateRequest: true,
  validateResponse: false,
  checkSecurity: false,
  errors: false,
  upstreamProxy: undefined,
} as const;

/** Prism wants a whole pino; it calls these methods only. */
const silent: Parameters<typeof createInstance>[1]['logger'] = Object.create({
  child: () => silent,
  debug() {},
  error() {},
  info() {},
  success() {},
  trace() {},
  warn() {},
});

function asPrismRequest({ body, headers, method, path }: GithubExchange): PrismRequest {
  const { pathname, searchParams } = new URL(path, 'http://double');
  const [, uploads] = /^(?:\/api)?(\/uploads)\//.exec(pathname) ?? [];
  return {
    method: methods[method] ?? 'trace',
    url: {
      baseUrl: uploads === undefined ? 'https://api.github.com' : 'https://uploads.github.com',
      path: pathname.replace(/^(\/api\/v3|(\/api)?\/uploads)/, ''),
      query: Object.fromEntries(searchParams),
    },
    headers: { 'content-type': String(headers['content-type'] ?? '') },
    body,
  };
}

type Prism = ReturnType<typeof createInstance>;

type PrismRequest = Parameters<Prism['request']>[0];

const methods: Readonly<Record<string, PrismRequest['method']>> = {
  GET: 'get',
  POST: 'post',
  PATCH: 'patch',
  DELETE: 'delete',
};
