import { answerError } from '../answers.ts';
import type { Answerer } from '../exchange.ts';
import type { World } from '../world.ts';

/** Lets only those through that bring one of the sandbox's API keys. */
export function withKey(world: World, answer: Answerer): Answerer {
  const accepted = new Set(world.apiKeys.map((key) => `Bearer ${key}`));
  return (exchange, fault) => {
    if (accepted.has(exchange.req.header('authorization') ?? '')) return answer(exchange, fault);
    return answerError(world.envelope, {
      httpStatus: 401,
      message: 'Invalid API key',
      type: 'authentication_error',
    });
  };
}
