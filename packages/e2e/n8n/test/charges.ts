import type { Sandbox } from '@kling-automation/sandbox';

/** The credits that the sandbox debited for each task, oldest first. */
export function listCharges(sandbox: Sandbox): readonly number[] {
  return sandbox
    .account()
    .entries.filter(({ kind }) => kind === 'debit')
    .map(({ credits }) => credits);
}

/** Submits a video without n8n, for workflows that need a task id. */
export async function submitVideo(sandbox: Sandbox, prompt: string): Promise<string> {
  await fetch(`${sandbox.url}/api/v1/videos/generations`, {
    method: 'POST',
    headers: { authorization: `Bearer ${sandbox.apiKey}`, 'content-type': 'application/json' },
    body: JSON.stringify({ model: 'kling-3', prompt, mode: 'std', duration: 3, sound: false }),
  });
  const task = sandbox.tasks().at(-1);
  if (task === undefined) throw new Error('The sandbox made no task.');
  return task.id;
}

/** Returns how many seconds an action takes. */
export async function measureSeconds(action: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await action();
  return (performance.now() - start) / 1000;
}
