import { adoptTask, estimateCredits, type Ledger } from '@kling-automation/core';
import type { IExecuteFunctions } from 'n8n-workflow';
import { cancelSignal } from '../../../host/cancellation.ts';
import type { Api } from '../../../host/network/api.ts';
import type { NodeMemory } from '../../../host/parking.ts';
import { traceTask } from '../../../host/trace.ts';
import type { RunSettings } from '../../../settings.ts';
import { openVideoMemory } from '../open-video-memory.ts';
import { itemToken } from './callback-url.ts';
import { keepCallbacks, type NamedCallback, takeCallbacks } from './called-back.ts';
import type { LostSubmission, ParkedRun } from './parked-run.ts';

/** A ledger that takes longer than this is asked again in the next turn. */
const longestAdoptionMilliseconds = 20_000;

interface AdoptionPorts {
  readonly context: IExecuteFunctions;
  readonly api: Api;
  readonly memory: NodeMemory;
}

/**
 * Finds lost submissions again: the task that a callback names for one becomes its task, once the
 * API has shown it. Those that nobody has called back for in time fail, with what was known of them.
 */
export async function adoptCalledBack(
  run: ParkedRun,
  settings: RunSettings,
  ports: AdoptionPorts,
): Promise<ParkedRun> {
  const { api, context, memory } = ports;
  const callbacks = takeCallbacks(memory);
  reportOthers(context, run, callbacks);
  if (run.lost.length === 0) return run;
  const { ledger } = await openVideoMemory(context, settings, api.baseUrl);
  const now = api.clock.now();
  let current: ParkedRun = { ...run, lost: [] };
  for (const submission of run.lost) {
    const token = itemToken(context, submission.itemIndex);
    const named = callbacks.filter((each) => each.token === token);
    const found = await adoptFirst(named, submission, { ...ports, ledger });
    current = place(current, submission, { found, now, settings });
  }
  return current;
}

/** A submission that something on the way repeated has made two tasks: its owner can ask for a refund. */
function reportOthers(
  context: IExecuteFunctions,
  { videos }: ParkedRun,
  callbacks: readonly NamedCallback[],
): void {
  for (const { taskId, token } of callbacks) {
    const video = videos.find(({ itemIndex }) => itemToken(context, itemIndex) === token);
    if (video === undefined || video.taskId === taskId) continue;
    context.logger.warn(secondTask(taskId, video.taskId));
  }
}

function secondTask(taskId: string, knownTaskId: string): string {
  return `Task ${taskId} was made by the submission that made task ${knownTaskId}, and may have been charged too.`;
}

function place(
  run: ParkedRun,
  submission: LostSubmission,
  options: {
    readonly found: string | undefined;
    readonly now: number;
    readonly settings: RunSettings;
  },
): ParkedRun {
  const { found: taskId, now, settings } = options;
  const { deadline: giveUpAt, facts, ...item } = submission;
  if (taskId !== undefined) {
    const deadline = now + settings.deadlineSeconds * 1000;
    const task = { taskId, origin: 'rendered', submittedAt: now, deadline, isOver: false } as const;
    return { ...run, videos: [...run.videos, { ...item, ...task }] };
  }
  if (now < giveUpAt) return { ...run, lost: [...run.lost, submission] };
  return { ...run, failures: [...run.failures, { itemIndex: item.itemIndex, facts }] };
}

/** The first task that the API confirms; others for the same submission may have been charged too. */
async function adoptFirst(
  callbacks: readonly NamedCallback[],
  { key, request }: LostSubmission,
  ports: AdoptionPorts & { readonly ledger: Ledger },
): Promise<string | undefined> {
  const { api, context, ledger, memory } = ports;
  const { client, clock } = api;
  let found: string | undefined;
  for (const { taskId, token } of callbacks) {
    const deadline = clock.now() + longestAdoptionMilliseconds;
    const adopting = adoptTask(
      { key, request, taskId, isTrusted: true },
      { client, clock, ledger, deadline, signal: cancelSignal(context) },
    );
    const adoption = await adopting.catch(() => undefined);
    switch (adoption?.outcome) {
      case 'known':
        found ??= taskId;
        break;
      case 'adopted':
        found ??= taskId;
        traceTask(context, {
          taskId,
          message: 'was named by a callback: its submission is not lost.',
          newCredits: estimateCredits(request).credits,
        });
        break;
      case 'second':
        context.logger.warn(secondTask(taskId, adoption.knownTaskId));
        break;
      case undefined:
        // It could not be read or recorded now: the next turn tries again.
        keepCallbacks(memory, [{ token, taskId }]);
        break;
      case 'other video':
      case 'unproven':
    }
  }
  return found;
}
