import type { Backend } from '../backend.ts';
import type { RequestContext, RequestHandler } from '../request-context.ts';
import type { RequestFacts } from './fault-plan.ts';
import { createFaultResponse } from './fault-response.ts';
import type { Fault, FaultPlace } from './fault-rule.ts';
import { hang, resetConnection, sendCut } from './sockets.ts';

/** Applies the scripted faults of one place before, after or around a handler. */
export function withFaults(
  backend: Backend,
  place: FaultPlace,
  handler: RequestHandler,
  observe: (context: RequestContext) => RequestFacts = () => ({}),
): (context: RequestContext) => Promise<Response> {
  return async (context) => {
    const facts = { method: context.req.method, ...observe(context) };
    const fault = backend.faults.take(place, facts);
    if (fault === undefined || fault.on === 'callback') return handler(context);
    context.var.entry.noteFault(fault.kind);
    backend.log(`fault ${fault.kind} on ${context.req.method} ${context.req.path}`);
    if ('when' in fault && fault.when === 'after') await handler(context);
    return applyFault(fault, { backend, context, handler });
  };
}

type RequestFault = Exclude<Fault, { readonly on: 'callback' }>;

interface FaultContext {
  readonly backend: Backend;
  readonly context: RequestContext;
  readonly handler: RequestHandler;
}

async function applyFault(
  fault: RequestFault,
  { backend, context, handler }: FaultContext,
): Promise<Response> {
  switch (fault.kind) {
    case 'rate-limited':
    case 'no-credits':
    case 'refused':
    case 'not-found':
    case 'server-error':
    case 'html-error':
    case 'media-html':
      return createFaultResponse(fault, backend);
    case 'reset':
      return resetConnection(context);
    case 'hang':
      return hang();
    case 'slow':
      await delay(backend, fault.delayMilliseconds);
      return handler(context);
    case 'malformed-json':
      return breakJson(await handler(context));
    case 'truncated-body':
      return sendCut(context, await handler(context), 50);
    case 'media-cut':
      return sendCut(context, await handler(context), fault.percent);
    case 'unknown-status':
    case 'success-without-url':
    case 'expired-media-url':
    case 'media-ignores-range':
      return handler(context, fault);
  }
}

function delay(backend: Backend, delayMilliseconds: number): Promise<void> {
  return new Promise((resolve) => {
    backend.clock.schedule(delayMilliseconds, resolve);
  });
}

/** Keeps the length, but not the JSON: the closing brace becomes a comma. */
async function breakJson(response: Response): Promise<Response> {
  const text = await response.text();
  return new Response(text.replace(/.$/s, ','), response);
}
