import { createHmac } from 'node:crypto';
import type { SandboxClock } from '../clock.ts';
import type { TaskRecord } from '../store/task.ts';

/** Signs the links to videos, and checks the links of requests. */
export interface MediaLinks {
  /** Returns a link that works for the lifetime; after a revocation it is another one. */
  write(task: TaskRecord): string;
  /** Returns 200 for a valid link, else the HTTP status of the error response. */
  check(task: TaskRecord, signature: string | undefined, expires: string | undefined): number;
  /** Makes this one link stop working. */
  revoke(task: TaskRecord, signature: string, httpStatus: number): void;
}

export function createMediaLinks(options: MediaLinksOptions): MediaLinks {
  const { clock, baseUrl, lifetimeSeconds, seed } = options;
  const sign = (task: TaskRecord, expiresSeconds: string, revision: number) =>
    createHmac('sha256', `kling-sandbox ${seed}`)
      .update([task.id, expiresSeconds, revision].join('\n'))
      .digest('hex')
      .slice(0, 40);
  const knownRevisions = (task: TaskRecord) => [...Array(task.revokedSignatures.size + 1).keys()];
  return {
    write(task) {
      const expires = String(Math.floor(clock.now() / 1000) + lifetimeSeconds);
      const signature = sign(task, expires, task.revokedSignatures.size);
      return `${baseUrl}/media/${encodeURIComponent(task.id)}.mp4?signature=${signature}&expires=${expires}`;
    },
    check(task, signature, expires) {
      if (signature === undefined || expires === undefined) return 403;
      const isOurs = knownRevisions(task).some(
        (revision) => sign(task, expires, revision) === signature,
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
  readonly baseUrl: string;
  readonly lifetimeSeconds: number;
  readonly seed: number;
}
