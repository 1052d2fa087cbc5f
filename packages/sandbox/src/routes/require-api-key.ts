import type { Backend } from '../backend.ts';
import { createErrorResponse } from '../error-response.ts';
import type { RequestHandler } from '../request-context.ts';

/** Passes on only the requests that have one of the API keys of the sandbox. */
export function requireApiKey(backend: Backend, handler: RequestHandler): RequestHandler {
  const accepted = new Set(backend.apiKeys.map((key) => `Bearer ${key}`));
  return (context, fault) => {
    if (accepted.has(context.req.header('authorization') ?? '')) return handler(context, fault);
    return createErrorResponse(backend.envelope, {
      httpStatus: 401,
      message: 'Invalid API key',
      type: 'authentication_error',
    });
  };
}
