import type { Sandbox } from '@kling-automation/sandbox';

/** What the sandbox took, task by task, oldest first. */
export function listCharges(sandbox: Sandbox): readonly number[] {
  return sandbox
    .account()
    .entries.filter(({ kind }) => kind === 'debit')
    .map(({ credits }) => credits);
}

/** Submits a video past n8n, so that a workflow can be given its task id. */
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

/** How many seconds passed until something was done. */
export async function measureSeconds(act: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await act();
  return (performance.now() - start) / 1000;
}
