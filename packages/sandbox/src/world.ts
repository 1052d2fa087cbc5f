import type { SandboxClock } from './clock.ts';
import type { Envelope } from './envelopes/envelope.ts';
import type { FaultPlan } from './faults/fault-plan.ts';
import type { MediaLinks } from './media/media-links.ts';
import type { VideoShelf } from './media/video-shelf.ts';
import type { RequestLog } from './store/request-log.ts';
import type { TaskRecord } from './store/task.ts';
import type { TaskStore } from './store/task-store.ts';

/** Everything that the routes of one sandbox share. */
export interface World {
  readonly origin: string;
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
  readonly videos: VideoShelf;
  readonly callbacks: CallbackDesk;
  readonly log: (line: string) => void;
}

/** Delivers callbacks: one POST of the task's own query answer when it ends, and no retry. */
export interface CallbackDesk {
  plan(world: World, task: TaskRecord): void;
  /** Delivers at once: the task was ended by hand. */
  hasten(world: World, task: TaskRecord): void;
  close(): void;
}
