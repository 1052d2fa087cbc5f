import type { LoopbackResponse } from '../testing/loopback-server.ts';

/** Counts requests as GitHub does for a token. */
export interface RateLimit {
  /** Counts one request. @returns the headers of its response, and whether it is refused. */
  count(): { readonly headers: Readonly<Record<string, string>>; readonly isExceeded: boolean };
}

/** @param limit requests an hour; the hour never ends. */
export function createRateLimit(limit: number): RateLimit {
  const reset = Math.floor(Date.now() / 1000) + 3600;
  let used = 0;
  return {
    count() {
      const isExceeded = used >= limit;
      if (!isExceeded) used += 1;
      const headers = {
        'x-ratelimit-limit': `${limit}`,
        'x-ratelimit-used': `${used}`,
        'x-ratelimit-remaining': `${limit - used}`,
        'x-ratelimit-reset': `${reset}`,
        'x-ratelimit-resource': 'core',
      };
      return { headers, isExceeded };
    },
  };
}

export const rateLimitExceeded: LoopbackResponse = {
  status: 403,
  body: {
    message: 'API rate limit exceeded for installation ID 1.',
    documentation_url: 'https://docs.github.com/rest/rate-limit',
    status: '403',
  },
};
