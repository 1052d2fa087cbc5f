import type { MiddlewareHandler } from 'hono';
import type { Backend } from '../backend.ts';
import type { RequestContext, SandboxEnvironment } from '../request-context.ts';

/** Writes every request into the log when it arrives, and its status before the response is sent. */
export function recordRequests(backend: Backend): MiddlewareHandler<SandboxEnvironment> {
  return async (context, next) => {
    const url = new URL(context.req.url);
    const entry = backend.requests.add({
      at: new Date(backend.clock.now()).toISOString(),
      method: context.req.method,
      path: url.pathname,
      query: url.search,
      headers: context.req.header(),
      body: readBody(await context.req.text()),
      status: null,
      fault: null,
    });
    context.set('entry', entry);
    await next();
    entry.noteStatus(statusSent(context));
  };
}

function readBody(text: string): unknown {
  if (text === '') return null;
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

/** A fault may have used the socket itself; then only Node knows what was sent. */
function statusSent({ res, env }: RequestContext): number | null {
  if (!res.headers.has('x-hono-already-sent')) return res.status;
  return env.outgoing.headersSent ? env.outgoing.statusCode : null;
}
