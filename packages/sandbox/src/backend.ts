import { type CallbackSender, createCallbackSender } from './callback-sender.ts';
import type { SandboxClock } from './clock.ts';
import type { Envelope } from './envelopes/envelope.ts';
import { envelopes } from './envelopes/envelopes.ts';
import { createFaultPlan, type FaultPlan } from './faults/fault-plan.ts';
import { createMediaLinks, type MediaLinks } from './media/media-links.ts';
import { createVideoCache, type VideoCache } from './media/video-cache.ts';
import type { Settings } from './options.ts';
import { createRequestLog, type RequestLog } from './store/request-log.ts';
import { createTaskIdWriter } from './store/task-id.ts';
import { createTaskStore, type TaskStore } from './store/task-store.ts';

/** Everything that the routes of one sandbox share. */
export interface Backend {
  readonly baseUrl: string;
  readonly apiKeys: readonly string[];
  readonly openingCredits: number;
  readonly speed: number;
  readonly elementsNeedImage: boolean;
  readonly clock: SandboxClock;
  readonly envelope: Envelope;
  readonly envelopeName: string;
  readonly tasks: TaskStore;
  readonly requests: RequestLog;
  readonly faults: FaultPlan;
  readonly links: MediaLinks;
  readonly videos: VideoCache;
  readonly callbacks: CallbackSender;
  readonly log: (line: string) => void;
}

/** Creates the backend of one sandbox that is served under `baseUrl`. */
export function createBackend(settings: Settings, baseUrl: string): Backend {
  const { clock, seed, speed } = settings;
  const envelope: Envelope = envelopes[settings.envelope];
  return {
    baseUrl,
    apiKeys: settings.apiKeys,
    openingCredits: settings.credits,
    speed,
    elementsNeedImage: settings.elementsNeedImage,
    clock,
    envelope,
    envelopeName: settings.envelope,
    tasks: createTaskStore({
      clock,
      seed,
      speed,
      writeTaskId: createTaskIdWriter(seed, envelope.taskId),
    }),
    requests: createRequestLog(),
    faults: createFaultPlan(settings.faults),
    links: createMediaLinks({
      clock,
      baseUrl,
      lifetimeSeconds: settings.mediaLifetimeSeconds,
      seed,
    }),
    videos: createVideoCache(),
    callbacks: createCallbackSender(),
    log: settings.log,
  };
}
