import { setTimeout as sleep } from 'node:timers/promises';
import {
  createClient,
  parseSubmission,
  parseTask,
  parseVideoRequest,
  renderAll,
} from '@kling-automation/core';
import { createUndiciTransport, systemClock } from '@kling-automation/core/node';
import { reportFootprint } from './separate-process.ts';

const [baseUrl = '', apiKey = '', count = '', client = ''] = process.argv.slice(2);
const tasks = Number(count);

await reportFootprint(client === 'this' ? renderWithThis : renderWithPlainLoops);

async function renderWithThis(): Promise<void> {
  const requests = Array.from(
    { length: tasks },
    (_, index) => parseVideoRequest({ prompt: `Take ${index}` }).request,
  );
  const transport = createUndiciTransport({ apiKey, baseUrl });
  const results = await renderAll(requests, {
    client: createClient({ transport, clock: systemClock }),
    clock: systemClock,
    concurrency: tasks,
  });
  if (results.some(({ status }) => status === 'failed')) throw new Error('A video failed.');
  await transport.close();
}

/** A polling loop as people write it by hand. */
async function renderWithPlainLoops(): Promise<void> {
  await Promise.all(Array.from({ length: tasks }, (_, index) => renderPlainly(`Take ${index}`)));
}

async function renderPlainly(prompt: string): Promise<void> {
  const headers = { authorization: `Bearer ${apiKey}`, 'content-type': 'application/json' };
  const made = await fetch(`${baseUrl}/api/v1/videos/generations`, {
    method: 'POST',
    headers,
    body: JSON.stringify({ model: 'kling-3', prompt }),
  });
  const { id } = parseSubmission(await made.json());
  for (let status = ''; status !== 'succeeded'; ) {
    await sleep(2000);
    const response = await fetch(`${baseUrl}/api/v1/tasks/${id}`, { headers });
    ({ status } = parseTask(await response.json()));
  }
}
