import { createCallbackDesk } from './callbacks.ts';
import type { Envelope } from './envelopes/envelope.ts';
import { envelopes } from './envelopes/envelopes.ts';
import { createFaultPlan } from './faults/fault-plan.ts';
import { createMediaLinks } from './media/media-links.ts';
import { createVideoShelf } from './media/video-shelf.ts';
import type { Settings } from './options.ts';
import { createRequestLog } from './store/request-log.ts';
import { createTaskIdWriter } from './store/task-id.ts';
import { createTaskStore } from './store/task-store.ts';
import type { World } from './world.ts';

/** Builds what the routes share, for one sandbox at one address. */
export function createWorld(settings: Settings, origin: string): World {
  const { clock, seed, speed } = settings;
  const envelope: Envelope = envelopes[settings.envelope];
  return {
    origin,
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
      origin,
      lifetimeSeconds: settings.mediaLifetimeSeconds,
      seed,
    }),
    videos: createVideoShelf(),
    callbacks: createCallbackDesk(),
    log: settings.log,
  };
}
