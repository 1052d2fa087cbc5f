import type { Answerer, Exchange } from '../exchange.ts';
import type { World } from '../world.ts';
import { answerFault } from './answer-fault.ts';
import type { Scene } from './fault-plan.ts';
import type { Fault, FaultPlace } from './fault-rule.ts';
import { hang, resetConnection, sendCut } from './sockets.ts';

/** Puts the scripted faults of one place before, after or around an answerer. */
export function withFaults(
  world: World,
  place: FaultPlace,
  answer: Answerer,
  observe: (exchange: Exchange) => Scene = () => ({}),
): (exchange: Exchange) => Promise<Response> {
  return async (exchange) => {
    const scene = { method: exchange.req.method, ...observe(exchange) };
    const fault = world.faults.take(place, scene);
    if (fault === undefined || fault.on === 'callback') return answer(exchange);
    exchange.var.entry.noteFault(fault.kind);
    world.log(`fault ${fault.kind} on ${exchange.req.method} ${exchange.req.path}`);
    if ('when' in fault && fault.when === 'after') await answer(exchange);
    return strike(fault, { world, exchange, answer });
  };
}

type ExchangeFault = Exclude<Fault, { readonly on: 'callback' }>;

interface Stage {
  readonly world: World;
  readonly exchange: Exchange;
  readonly answer: Answerer;
}

async function strike(fault: ExchangeFault, { world, exchange, answer }: Stage): Promise<Response> {
  switch (fault.kind) {
    case 'rate-limited':
    case 'no-credits':
    case 'refused':
    case 'not-found':
    case 'server-error':
    case 'html-error':
    case 'media-html':
      return answerFault(fault, world);
    case 'reset':
      return resetConnection(exchange);
    case 'hang':
      return hang();
    case 'slow':
      await pause(world, fault.delayMilliseconds);
      return answer(exchange);
    case 'malformed-json':
      return malform(await answer(exchange));
    case 'truncated-body':
      return sendCut(exchange, await answer(exchange), 50);
    case 'media-cut':
      return sendCut(exchange, await answer(exchange), fault.percent);
    case 'unknown-status':
    case 'success-without-url':
    case 'expired-media-url':
    case 'media-ignores-range':
      return answer(exchange, fault);
  }
}

function pause(world: World, delayMilliseconds: number): Promise<void> {
  return new Promise((resolve) => {
    world.clock.schedule(delayMilliseconds, resolve);
  });
}

/** Whole by its length, but no JSON: the closing brace is a comma. */
async function malform(answer: Response): Promise<Response> {
  const text = await answer.text();
  return new Response(text.replace(/.$/s, ','), answer);
}
