import type { LoopbackResponse } from '../testing/loopback-server.ts';

const documentation_url = 'https://docs.github.com/rest';

/** As GitHub sends it: recorded in the scenario release-assets-conflict of @octokit/fixtures 23.1.1. */
export const nameTaken: LoopbackResponse = {
  status: 422,
  body: {
    message: 'Validation Failed',
    documentation_url,
    errors: [{ resource: 'ReleaseAsset', code: 'already_exists', field: 'name' }],
  },
};

export const releaseLocked: LoopbackResponse = {
  status: 422,
  body: { message: 'Cannot upload assets to an immutable release.', documentation_url },
};

/** @param permissions what the token would need, as `contents=write`. */
export function notPermitted(permissions: string): LoopbackResponse {
  return {
    status: 403,
    headers: { 'x-accepted-github-permissions': permissions },
    body: { message: 'Resource not accessible by integration', documentation_url, status: '403' },
  };
}

export const notFound: LoopbackResponse = {
  status: 404,
  body: { message: 'Not Found', documentation_url, status: '404' },
};

/** From the edge, not from the API. */
export const badGateway: LoopbackResponse = {
  status: 502,
  headers: { 'content-type': 'text/html' },
  body: Buffer.from('<html><body><h1>502 Bad Gateway</h1></body></html>'),
};

/** GitHub uses both statuses. */
export function secondaryRateLimit(status: 403 | 429): LoopbackResponse {
  const message = 'You have exceeded a secondary rate limit.';
  return { status, headers: { 'retry-after': '1' }, body: { message, documentation_url } };
}
