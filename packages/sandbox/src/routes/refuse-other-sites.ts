import type { MiddlewareHandler } from 'hono';
import { createJsonResponse } from '../json-response.ts';

/**
 * Refuses requests of other web pages: any site can send requests to a loopback port, from its own
 * URL origin or under a name that resolves to 127.0.0.1.
 */
export const refuseOtherSites: MiddlewareHandler = async ({ req }, next) => {
  const host = req.header('host') ?? '';
  const origin = req.header('origin');
  const isOwnPage = origin === undefined || origin === `http://${host}`;
  if (loopbackHost.test(host) && isOwnPage) return next();
  return createJsonResponse(
    { error: 'Only pages of this sandbox, on this machine, may send this request.' },
    403,
  );
};

const loopbackHost = /^(127\.0\.0\.1|localhost|\[::1\])(:\d+)?$/;
