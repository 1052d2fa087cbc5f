import type { LoopbackRequest, LoopbackResponse } from '../testing/loopback-server.ts';
import type { EmulatedGithub } from './emulated-github.ts';

/** GitHub without failures. */
export type GithubBackend = (request: LoopbackRequest) => Promise<LoopbackResponse>;

/** A part of GitHub that emulate lacks or gets wrong, with its own state. */
export interface GithubRoute {
  /** Undefined if another route, or emulate, has the response. */
  respond(request: LoopbackRequest): Promise<LoopbackResponse | undefined>;
}

/** Lets each route respond, in their order, and emulate if none does. */
export function createGithubBackend(ports: {
  readonly routes: readonly GithubRoute[];
  readonly emulated: EmulatedGithub;
  /** Corrects the body of every response. */
  readonly correct: (body: unknown) => unknown;
}): GithubBackend {
  const { correct, emulated, routes } = ports;
  return async (request) => {
    let response: LoopbackResponse | undefined;
    for (const route of routes) response ??= await route.respond(request);
    response ??= await emulated.forward(request);
    return { ...response, body: correct(response.body) };
  };
}
