import { readFile } from 'node:fs/promises';
import { createInstance, getHttpOperationsFromSpec } from '@stoplight/prism-http';
import type { RecordedGithubRequest } from './recorded-request.ts';

/**
 * Compares requests with GitHub's own description of its API, each kind of request once.
 *
 * @returns what is wrong with them, one line for each issue.
 */
export async function findContractViolations(
  requests: readonly RecordedGithubRequest[],
): Promise<readonly string[]> {
  const description: object = JSON.parse(await readFile(descriptionUrl, 'utf8'));
  const operations = await getHttpOperationsFromSpec(description);
  const prism = createInstance(settings, { logger: silent });
  const kinds = new Map(
    requests
      .filter(({ path }) => !path.startsWith('/download/'))
      .map((request) => [kindOf(request), request]),
  );
  const violations = await Promise.all(
    [...kinds.values()].map(async (request) => {
      const result = await prism.request(asPrismRequest(request), operations)();
      const issues = result._tag === 'Left' ? [result.left] : result.right.validations.input;
      return issues.map(({ message }) => `${request.method} ${request.path}: ${message}`);
    }),
  );
  return violations.flat();
}

/** Numbers, hashes and the names of references differ from request to request of one kind. */
function kindOf({ method, path }: RecordedGithubRequest): string {
  const kind = path.replace(/(\/git\/[a-z-]+)\/.*/, '$1/1').replaceAll(/[0-9a-f]{40}|\d+/g, '1');
  return `${method} ${kind}`;
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

/** Prism wants a whole pino logger, and calls these methods only. */
const silent: Parameters<typeof createInstance>[1]['logger'] = Object.create({
  child: () => silent,
  debug() {},
  error() {},
  info() {},
  success() {},
  trace() {},
  warn() {},
});

function asPrismRequest({ body, headers, method, path }: RecordedGithubRequest): PrismRequest {
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
