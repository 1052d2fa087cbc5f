import { answerError, answerJson } from '../answers.ts';
import { priceInCredits } from '../credits.ts';
import { writeSubmission } from '../envelopes/write-answer.ts';
import type { Exchange } from '../exchange.ts';
import type { Fault } from '../faults/fault-rule.ts';
import { describeTask } from '../store/describe-task.ts';
import { readLedger } from '../store/ledger.ts';
import type { GenerationRequest } from '../validation/fields.ts';
import { parseGenerationRequest } from '../validation/parse-generation-request.ts';
import type { World } from '../world.ts';

/** POST /api/v1/videos/generations: makes a task and debits its price. */
export function createGenerationAnswerer(world: World) {
  return async (exchange: Exchange, fault?: Fault): Promise<Response> => {
    const body = parseJson(await exchange.req.text());
    if (body === undefined) {
      return refuse(world, 400, 'The body must be a JSON object');
    }
    const judgement = parseGenerationRequest(body, world);
    if (!judgement.isValid) {
      const faults = judgement.issues.map(({ path, message }) => `${path || 'body'}: ${message}`);
      return answerError(world.envelope, {
        httpStatus: 422,
        message: `Invalid request: ${faults.join('; ')}`,
        type: 'invalid_request_error',
        issues: judgement.issues,
      });
    }
    return makeTask(world, judgement.request, body, fault);
  };
}

function makeTask(
  world: World,
  request: GenerationRequest,
  sent: unknown,
  fault: Fault | undefined,
): Response {
  const { balance } = readLedger(world.openingCredits, world.tasks.list(), world.clock.now());
  const credits = priceInCredits(request);
  if (credits > balance) {
    const facts = `this video needs ${credits}, the balance is ${balance}`;
    return refuse(world, 402, `No available credits: ${facts}`, 'insufficient_credits');
  }
  const task = world.tasks.create(request, sent);
  world.callbacks.plan(world, task);
  world.log(`task ${task.id} made: ${request.mode}, ${request.duration} s, ${credits} credits`);
  const facts = { ...describeTask(world, task, fault), status: 'queued' as const };
  return answerJson(writeSubmission(world.envelope, facts));
}

function refuse(world: World, httpStatus: number, message: string, type = 'invalid_request_error') {
  return answerError(world.envelope, { httpStatus, message, type });
}

/** Undefined when the text is no JSON; JSON itself never parses to that. */
function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
