import { isFinal } from '@kling-automation/core';
import { type IExecuteFunctions, type INodeExecutionData, NodeOperationError } from 'n8n-workflow';
import { type Api, openApi } from '../../host/api.ts';
import { isLoopback, isPrivate } from '../../host/base-url.ts';
import type { RunSettings } from '../../settings.ts';
import { amendInput } from './amend-input.ts';
import type { Outcome } from './render-videos.ts';
import { runVideos } from './run-videos.ts';
import { throwFirstFailure } from './throw-first-failure.ts';

/** Whether this execution can be put away: n8n's Agents and tools cannot. */
export function canPark(context: Partial<IExecuteFunctions> & IExecuteFunctions): boolean {
  const park: unknown = context.putExecutionToWait;
  return typeof park === 'function' && Boolean(context.getExecutionId());
}

/**
 * Submits all items with the execution's own resume URL as callback, and puts the execution away
 * until they have ended. Undefined when waiting must be done by polling: everything has ended
 * already, or a task was submitted before and reports to another execution.
 */
export async function park(
  context: IExecuteFunctions,
  settings: RunSettings,
): Promise<INodeExecutionData[] | undefined> {
  const callbackUrl = await readResumeUrl(context);
  const run = await runVideos(context, { settings, patience: 'not', callbackUrl });
  const pairs = run.items.flatMap((item, index) => {
    const outcome = run.outcomes[index];
    return outcome === undefined ? [] : [{ item, outcome }];
  });
  throwFirstFailure(context, pairs);

  const isOurs = run.outcomes.every(
    (outcome) => outcome.kind !== 'running' || outcome.origin === 'rendered',
  );
  if (!isOurs || (await haveAllEnded(run.api, run.outcomes))) return undefined;

  const until = new Date(run.api.clock.now() + settings.deadlineSeconds * 1000);
  amendInput(context, run, { settings, until });
  await context.putExecutionToWait(until);
  return context.getInputData();
}

async function readResumeUrl(context: IExecuteFunctions): Promise<string> {
  const { baseUrl } = await openApi(context);
  const url = String(context.evaluateExpression('{{ $execution.resumeUrl }}', 0));
  if (isLoopback(baseUrl) || !isPrivate(new URL(url))) return url;
  throw new NodeOperationError(
    context.getNode(),
    `API in One cannot call this n8n back at ${new URL(url).origin}`,
    {
      description:
        'Make n8n reachable from the internet and set WEBHOOK_URL to its public address, or choose Until Finished. Nothing was submitted.',
      itemIndex: 0,
    },
  );
}

/** A callback that came before the execution was put away is lost, so each task is read once. */
async function haveAllEnded({ client }: Api, outcomes: readonly Outcome[]): Promise<boolean> {
  const taskIds = outcomes.flatMap((outcome) =>
    outcome.kind === 'running' ? [outcome.taskId] : [],
  );
  for (const taskId of taskIds) {
    const hasEnded = await client.read(taskId).then(
      ({ status }) => isFinal(status),
      () => false,
    );
    if (!hasEnded) return false;
  }
  return true;
}
