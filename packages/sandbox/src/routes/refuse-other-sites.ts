import type { MiddlewareHandler } from 'hono';
import { createJsonResponse } from '../json-response.ts';

/**
 * Refuses requests under a name that is not of this machine: any web page can send requests to a
 * loopback port, under a name of its own that resolves to 127.0.0.1.
 */
export const refuseOtherHosts: MiddlewareHandler = async ({ req }, next) =>
  loopbackHost.test(req.header('host') ?? '') ? next() : refuse();

/** Refuses requests that the script of another web page sends. */
export const refuseOtherSites: MiddlewareHandler = async ({ req }, next) => {
  const origin = req.header('origin');
  const isOwnPage = origin === undefined || origin === `http://${req.header('host')}`;
  return isOwnPage ? next() : refuse();
};

const loopbackHost = /^(127\.0\.0\.1|localhost|\[::1\])(:\d+)?$/;

function refuse(): Response {
  const error = 'Only pages and programs of this machine may send this request.';
  return createJsonResponse({ error }, 403);
}
