import { isLoopback } from '@kling-automation/core';
import type { IExecuteFunctions } from 'n8n-workflow';
import { isPrivate } from '../../../host/network/private-host.ts';

/**
 * The URL that wakes this execution; undefined when API in One cannot reach it, since only the own
 * network can.
 */
export function readCallbackUrl(
  context: Pick<IExecuteFunctions, 'evaluateExpression'>,
  apiBaseUrl: URL,
): string | undefined {
  const url = String(context.evaluateExpression('{{ $execution.resumeUrl }}', 0));
  if (!URL.canParse(url)) return undefined;
  return isLoopback(apiBaseUrl) || !isPrivate(new URL(url)) ? url : undefined;
}

/** Says above the output why the execution was looked at once a minute instead of called back. */
export function addUnreachableHint(context: IExecuteFunctions, apiBaseUrl: URL): void {
  if (readCallbackUrl(context, apiBaseUrl) !== undefined) return;
  context.addExecutionHints({
    message:
      'API in One cannot call this n8n back, so the tasks were looked at once a minute. For callbacks, make n8n reachable from the internet and set WEBHOOK_URL to its public address.',
    location: 'outputPane',
  });
}
