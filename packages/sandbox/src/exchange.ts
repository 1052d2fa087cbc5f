import type { HttpBindings } from '@hono/node-server';
import type { Context } from 'hono';
import type { Fault } from './faults/fault-rule.ts';
import type { RequestEntry } from './store/request-log.ts';

/** What Hono knows of an exchange here: Node's own objects, and the entry in the request log. */
export interface SandboxEnvironment {
  readonly Bindings: HttpBindings;
  readonly Variables: { entry: RequestEntry };
}

/** One request with what is needed to answer it. */
export type Exchange = Context<SandboxEnvironment>;

/** Answers an exchange; `fault` is one that only the answerer itself can act out. */
export type Answerer = (exchange: Exchange, fault?: Fault) => Response | Promise<Response>;
