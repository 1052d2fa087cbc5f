import { RateLimitedError } from '@kling-automation/core';
import { type Failure, type INode, NodeOperationError } from 'n8n-workflow';
import { type FailedItem, failureFacts } from './failure-facts.ts';
import { wayOut } from './way-out.ts';

/** Makes n8n's error for one item: the message says what happened, the description what to do. */
export function toNodeError(node: INode, error: unknown, itemIndex: number): NodeOperationError {
  const { code, message, taskId } = failureFacts(error);
  const cause = causeOf(code);
  const retryAfterMs = error instanceof RateLimitedError ? error.retryAfterMilliseconds : undefined;
  const text = [message, wayOut(node, code)].filter(Boolean).join(' ');
  return nodeError(node, text, {
    itemIndex,
    failure: cause && { cause, ...(retryAfterMs !== undefined && { retryAfterMs }) },
    taskId: taskId ?? undefined,
  });
}

/** Makes an error whose words n8n leaves as they are. */
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
  // n8n puts stock texts in the place of messages that hold a system code anywhere, as "superman" does EPERM.
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

/** The first sentence says what happened; the others go into n8n's description. */
function splitAdvice(text: string): readonly [message: string, description: string] {
  const match = /^(.{20,}?[.!?])\s+(?=\S)(.+)$/s.exec(text);
  const [, message = text, description = ''] = match ?? [];
  return [message.replace(/\.$/, ''), description];
}
