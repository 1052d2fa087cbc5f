import type { HttpBindings } from '@hono/node-server';
import type { Context } from 'hono';
import type { Fault } from './faults/fault-rule.ts';
import type { RequestEntry } from './store/request-log.ts';

/** What Hono's context holds here: the objects of `node:http`, and the entry in the request log. */
export interface SandboxEnvironment {
  readonly Bindings: HttpBindings;
  readonly Variables: { entry: RequestEntry };
}

/** One request, with what is needed to respond to it. */
export type RequestContext = Context<SandboxEnvironment>;

/** Responds to a request; `fault` is one that only the handler itself can apply. */
export type RequestHandler = (
  context: RequestContext,
  fault?: Fault,
) => Response | Promise<Response>;
