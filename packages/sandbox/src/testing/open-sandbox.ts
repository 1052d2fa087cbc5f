import { onTestFinished } from 'vitest';
import { createManualClock } from '../clock.ts';
import type { SandboxOptions } from '../options.ts';
import { type Sandbox, startSandbox } from '../sandbox.ts';

/** Starts a sandbox on a manual clock for one test, with a plain client for it. */
export async function openSandbox(options: SandboxOptions = {}) {
  const clock = createManualClock();
  const lines = listenToLines();
  const sandbox = await startSandbox({ clock, log: lines.say, ...options });
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
    /** Resolves with the first line of the log that matches, said already or to come. */
    lineMatching: lines.matching,
    submit,
    read: (taskId: string, signal: AbortSignal | null = null) =>
      fetch(`${sandbox.url}/api/v1/tasks/${encodeURIComponent(taskId)}`, { headers, signal }),
    /** Submits and tells the task's id. */
    async makeTask(fields: object = {}): Promise<string> {
      const answer = await submit({ ...plainRequest, ...fields });
      if (!answer.ok) throw new Error(`The submission got ${answer.status}.`);
      return lastTask(sandbox).id;
    },
    /** Submits, lets the task succeed and tells its signed link. */
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
  const said: string[] = [];
  const waiting: ((line: string) => void)[] = [];
  return {
    say(line: string) {
      said.push(line);
      for (const hear of waiting) hear(line);
    },
    matching(pattern: RegExp): Promise<string> {
      const line = said.find((text) => pattern.test(text));
      if (line !== undefined) return Promise.resolve(line);
      return new Promise((resolve) => {
        waiting.push((text) => pattern.test(text) && resolve(text));
      });
    },
  };
}
