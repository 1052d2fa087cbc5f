import type { Client } from '@kling-automation/core';

/** The task runs on, and this run does not wait for it. */
export class StillRunning extends Error {
  override readonly name = 'StillRunning';
  readonly taskId: string;

  constructor(taskId: string) {
    super(`Task ${taskId} runs on; a later run with wait: true collects its video.`);
    this.taskId = taskId;
  }
}

/** A client that does not wait: it takes what is finished, and leaves the rest running. */
export function createCollectingClient(client: Client): Client {
  const submittedNow = new Set<string>();
  return {
    ...client,
    async submit(request, options) {
      const submitted = await client.submit(request, options);
      submittedNow.add(submitted.id);
      return submitted;
    },
    async wait(taskId, options) {
      if (submittedNow.has(taskId)) throw new StillRunning(taskId);
      const task = await client.read(taskId, { signal: options?.signal }).catch(() => undefined);
      const isOver =
        task !== undefined && ['succeeded', 'failed', 'cancelled'].includes(task.status);
      if (!isOver) throw new StillRunning(taskId);
      return client.wait(taskId, options);
    },
  };
}
