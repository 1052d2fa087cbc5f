import type { Origin, RenderEvent } from '@kling-automation/core';
import type { IExecuteFunctions } from 'n8n-workflow';
import { traceTask } from '../../host/trace.ts';

/** Leaves a trace of each task the moment it is known, and reports to n8n's log what is odd. */
export function reportEvent(
  context: IExecuteFunctions,
  event: RenderEvent,
  credits: number | undefined,
): void {
  const { type } = event;
  switch (type) {
    case 'rendered':
    case 'resumed':
    case 'reused': {
      const newCredits = type === 'rendered' ? credits : undefined;
      traceTask(context, { taskId: event.taskId, message: messages[type], newCredits });
      break;
    }
    case 'polled':
      if (event.poll.notice !== undefined) context.logger.warn(event.poll.notice);
      break;
    case 'charge-differs':
      context.logger.warn(event.notice);
      break;
    case 'ledger-failed':
      context.logger.warn(event.error.message);
      break;
    case 'ended':
      break;
  }
}

const messages: Record<Origin, string> = {
  rendered: 'was submitted and is paid.',
  resumed: 'was submitted before: it is waited for, not paid again.',
  reused: 'was ready before: it is not paid again.',
};
