import { onTestFinished } from 'vitest';
import { createManualClock } from '../clock.ts';
import type { SandboxOptions } from '../options.ts';
import { type Sandbox, startSandbox } from '../sandbox.ts';

/** Starts a sandbox on a manual clock for one test, with a plain client for it. */
export async function openSandbox(options: SandboxOptions = {}) {
  const clock = createManualClock();
  const lines = listenToLines();
  const sandbox = await startSandbox({ clock, log: lines.add, ...options });
  onTestFinished(() => sandbox.close());
  const headers = { authorization: `Bearer ${sandbox.apiKey}`, 'content-type': 'application/json' };
  const submit = (body: unknown = plainRequest) =>
    fetch(`${sandbox.url}/api/v1/videos/generations`, {
      method: 'POST',
      headers,
      body: JSON.stringify(body),
    });
  return {
    sandbox,
    clock,
    /** Resolves with the first line of the log that matches, past or future. */
    lineMatching: lines.matching,
    submit,
    read: (taskId: string, signal: AbortSignal | null = null) =>
      fetch(`${sandbox.url}/api/v1/tasks/${encodeURIComponent(taskId)}`, { headers, signal }),
    /** Submits a request and returns the id of its task. */
    async makeTask(fields: object = {}): Promise<string> {
      const response = await submit({ ...plainRequest, ...fields });
      if (!response.ok) throw new Error(`The submission got ${response.status}.`);
      return lastTask(sandbox).id;
    },
    /** Submits a request, makes its task succeed and returns the signed link. */
    async makeVideoUrl(fields: object = {}): Promise<string> {
      await submit({ ...plainRequest, ...fields });
      sandbox.finish(lastTask(sandbox).id);
      return lastTask(sandbox).videoUrl ?? '';
    },
  };
}

export const plainRequest = { model: 'kling-3', prompt: 'A lighthouse at dawn' };

export function lastTask(sandbox: Sandbox) {
  const task = sandbox.tasks().at(-1);
  if (task === undefined) throw new Error('The sandbox has no task.');
  return task;
}

function listenToLines() {
  const logged: string[] = [];
  const waiting: ((line: string) => void)[] = [];
  return {
    add(line: string) {
      logged.push(line);
      for (const notify of waiting) notify(line);
    },
    matching(pattern: RegExp): Promise<string> {
      const line = logged.find((text) => pattern.test(text));
      if (line !== undefined) return Promise.resolve(line);
      return new Promise((resolve) => {
        waiting.push((text) => pattern.test(text) && resolve(text));
      });
    },
  };
}
