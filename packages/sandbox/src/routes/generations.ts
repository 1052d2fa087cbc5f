import type { Backend } from '../backend.ts';
import { priceInCredits } from '../credits.ts';
import { writeSubmissionBody } from '../envelopes/response-body.ts';
import { createErrorResponse } from '../error-response.ts';
import type { Fault } from '../faults/fault-rule.ts';
import { createJsonResponse } from '../json-response.ts';
import type { RequestContext } from '../request-context.ts';
import { readAccount } from '../store/account.ts';
import { describeTask } from '../store/describe-task.ts';
import type { GenerationRequest } from '../validation/fields.ts';
import { parseGenerationRequest } from '../validation/parse-generation-request.ts';

/** POST /api/v1/videos/generations: creates a task and debits its price. */
export function createGenerationHandler(backend: Backend) {
  return async (context: RequestContext, fault?: Fault): Promise<Response> => {
    const body = parseJson(await context.req.text());
    if (body === undefined) {
      return refuse(backend, 400, 'The body must be a JSON object');
    }
    const result = parseGenerationRequest(body, backend);
    if (!result.isValid) {
      const issues = result.issues.map(({ path, message }) => `${path || 'body'}: ${message}`);
      return createErrorResponse(backend.envelope, {
        httpStatus: 422,
        message: `Invalid request: ${issues.join('; ')}`,
        type: 'invalid_request_error',
        issues: result.issues,
      });
    }
    return createTask(backend, result.request, body, fault);
  };
}

function createTask(
  backend: Backend,
  request: GenerationRequest,
  sent: unknown,
  fault: Fault | undefined,
): Response {
  const { balance } = readAccount(
    backend.openingCredits,
    backend.tasks.list(),
    backend.clock.now(),
  );
  const credits = priceInCredits(request);
  if (credits > balance) {
    const facts = `this video needs ${credits}, the balance is ${balance}`;
    return refuse(backend, 402, `No available credits: ${facts}`, 'insufficient_credits');
  }
  const task = backend.tasks.create(request, sent);
  backend.callbacks.schedule(backend, task);
  backend.log(`task ${task.id} made: ${request.mode}, ${request.duration} s, ${credits} credits`);
  const facts = { ...describeTask(backend, task, fault), status: 'queued' as const };
  return createJsonResponse(writeSubmissionBody(backend.envelope, facts));
}

function refuse(
  backend: Backend,
  httpStatus: number,
  message: string,
  type = 'invalid_request_error',
) {
  return createErrorResponse(backend.envelope, { httpStatus, message, type });
}

/** Undefined when the text is not JSON; JSON itself is never undefined. */
function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
