import type { MiddlewareHandler } from 'hono';
import { answerJson } from '../answers.ts';

/**
 * Keeps other web pages out: a site that one visits may send requests to a loopback port, by its own
 * origin or by a name that it points at 127.0.0.1.
 */
export const refuseStrangers: MiddlewareHandler = async ({ req }, next) => {
  const host = req.header('host') ?? '';
  const origin = req.header('origin');
  const isOwnOrigin = origin === undefined || origin === `http://${host}`;
  if (loopbackHost.test(host) && isOwnOrigin) return next();
  return answerJson({ error: 'Only pages of this sandbox, on this machine, may ask that.' }, 403);
};

const loopbackHost = /^(127\.0\.0\.1|localhost|\[::1\])(:\d+)?$/;
