import { RateLimitedError } from '@kling-automation/core';
import { type Failure, type INode, NodeOperationError } from 'n8n-workflow';
import { advice } from './advice.ts';
import { type FailedItem, failureFacts } from './failure-facts.ts';

/** Makes n8n's error for one item: what happened in the message, what to do in the description. */
export function toNodeError(node: INode, error: unknown, itemIndex: number): NodeOperationError {
  const { code, message, taskId } = failureFacts(error);
  const cause = causeOf(code);
  const retryAfterMs = error instanceof RateLimitedError ? error.retryAfterMilliseconds : undefined;
  const text = [message, advice(node, { code, taskId })].filter(Boolean).join(' ');
  return nodeError(node, text, {
    itemIndex,
    failure: cause && { cause, ...(retryAfterMs !== undefined && { retryAfterMs }) },
    taskId: taskId ?? undefined,
  });
}

/** Makes an error whose text n8n leaves as it is. */
export function nodeError(
  node: INode,
  text: string,
  options: {
    readonly itemIndex?: number | undefined;
    readonly failure?: Failure | undefined;
    readonly taskId?: string | undefined;
  } = {},
): NodeOperationError {
  const [message, description] = splitAdvice(text);
  const { failure, itemIndex } = options;
  const error = new NodeOperationError(node, message, {
    description,
    level: 'warning',
    ...(itemIndex !== undefined && { itemIndex }),
    ...(failure !== undefined && { failure }),
  });
  // n8n replaces messages that have a system code anywhere, as "superman" has EPERM, by texts of its own.
  error.message = message;
  if (options.taskId !== undefined) error.context.taskId = options.taskId;
  return error;
}

function causeOf(code: FailedItem['code']): Failure['cause'] | undefined {
  switch (code) {
    case 'rate-limited':
      return 'rate-limited';
    case 'insufficient-credits':
      return 'quota-exhausted';
    case 'unavailable':
      return 'temporarily-unavailable';
    case 'unauthorized':
      return 'credential-invalid';
    default:
      return undefined;
  }
}

/** The first sentence is what happened; the others go into n8n's description. */
function splitAdvice(text: string): readonly [message: string, description: string] {
  const match = /^(.{20,}?[.!?])\s+(?=\S)(.+)$/s.exec(text);
  const [, message = text, description = ''] = match ?? [];
  return [message.replace(/\.$/, ''), description];
}
