import type { MiddlewareHandler } from 'hono';
import type { Exchange, SandboxEnvironment } from '../exchange.ts';
import type { World } from '../world.ts';

/** Writes every request into the log when it comes, and its status before it is answered. */
export function recordRequests(world: World): MiddlewareHandler<SandboxEnvironment> {
  return async (exchange, next) => {
    const url = new URL(exchange.req.url);
    const entry = world.requests.add({
      at: new Date(world.clock.now()).toISOString(),
      method: exchange.req.method,
      path: url.pathname,
      query: url.search,
      headers: exchange.req.header(),
      body: readBody(await exchange.req.text()),
      status: null,
      fault: null,
    });
    exchange.set('entry', entry);
    await next();
    entry.noteStatus(statusSent(exchange));
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

/** A fault may have used the socket itself; then Node knows what was sent, if anything. */
function statusSent({ res, env }: Exchange): number | null {
  if (!res.headers.has('x-hono-already-sent')) return res.status;
  return env.outgoing.headersSent ? env.outgoing.statusCode : null;
}
