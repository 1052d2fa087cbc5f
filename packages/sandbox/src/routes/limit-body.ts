import type { MiddlewareHandler } from 'hono';
import type { Backend } from '../backend.ts';
import { createErrorResponse } from '../error-response.ts';
import type { SandboxEnvironment } from '../request-context.ts';

/** Far more than the longest request has. */
const maxBodyBytes = 2 ** 20;

/**
 * Reads the body of a request, and refuses one that is larger than 1 MiB. Hono's own `bodyLimit`
 * needs the global Request, which a server inside of another program leaves alone.
 */
export function limitBody({ envelope }: Backend): MiddlewareHandler<SandboxEnvironment> {
  return async ({ req }, next) => {
    const chunks: Uint8Array[] = [];
    let sizeBytes = 0;
    for await (const chunk of req.raw.body ?? []) {
      sizeBytes += chunk.length;
      if (sizeBytes > maxBodyBytes) {
        const message = 'The body is larger than 1 MiB';
        return createErrorResponse(envelope, { httpStatus: 413, message });
      }
      chunks.push(chunk);
    }
    // What Hono takes for the body from here on.
    Object.assign(req.bodyCache, { text: Promise.resolve(Buffer.concat(chunks).toString()) });
    return next();
  };
}
