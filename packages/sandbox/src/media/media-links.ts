import { createHmac } from 'node:crypto';
import type { SandboxClock } from '../clock.ts';
import type { TaskRecord } from '../store/task.ts';

/** Signs the links to videos, and judges those that come back. */
export interface MediaLinks {
  /** A link that works for a day; a read after a revocation gives another one. */
  write(task: TaskRecord): string;
  /** 200 when the link is good, else the HTTP status that refuses it. */
  judge(task: TaskRecord, signature: string | undefined, expires: string | undefined): number;
  /** Makes this one link stop working. */
  revoke(task: TaskRecord, signature: string, httpStatus: number): void;
}

export function createMediaLinks(options: MediaLinksOptions): MediaLinks {
  const { clock, origin, lifetimeSeconds, seed } = options;
  const sign = (task: TaskRecord, expiresSeconds: string, edition: number) =>
    createHmac('sha256', `kling-sandbox ${seed}`)
      .update([task.id, expiresSeconds, edition].join('\n'))
      .digest('hex')
      .slice(0, 40);
  const knownEditions = (task: TaskRecord) => [...Array(task.revokedSignatures.size + 1).keys()];
  return {
    write(task) {
      const expires = String(Math.floor(clock.now() / 1000) + lifetimeSeconds);
      const signature = sign(task, expires, task.revokedSignatures.size);
      return `${origin}/media/${encodeURIComponent(task.id)}.mp4?signature=${signature}&expires=${expires}`;
    },
    judge(task, signature, expires) {
      if (signature === undefined || expires === undefined) return 403;
      const isOurs = knownEditions(task).some(
        (edition) => sign(task, expires, edition) === signature,
      );
      if (!isOurs || clock.now() >= Number(expires) * 1000) return 403;
      return task.revokedSignatures.get(signature) ?? 200;
    },
    revoke(task, signature, httpStatus) {
      task.revokedSignatures.set(signature, httpStatus);
    },
  };
}

export interface MediaLinksOptions {
  readonly clock: SandboxClock;
  readonly origin: string;
  readonly lifetimeSeconds: number;
  readonly seed: number;
}
