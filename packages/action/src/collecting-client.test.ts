import { createClient, TaskFailedError } from '@kling-automation/core';
import { describe, expect, test } from 'vitest';
import { createCollectingClient, StillRunning } from './collecting-client.ts';
import { createHastyClock } from './testing/hasty-clock.ts';
import { lighthousePlan } from './testing/results.ts';
import { createScriptedTransport } from './testing/scripted-transport.ts';

const task = (fields: object) => ({ code: 200, data: { task_id: 'task_1', ...fields } });

function open(...script: readonly object[]) {
  const transport = createScriptedTransport(...script);
  const client = createClient({ transport, clock: createHastyClock() });
  return { client: createCollectingClient(client), transport };
}

describe('a client that does not wait', () => {
  test('leaves what it has just submitted, without a look', async () => {
    const { client, transport } = open(task({ status: 'IN_PROGRESS' }));
    const { id } = await client.submit(lighthousePlan.request);

    await expect(client.wait(id)).rejects.toThrow(StillRunning);
    expect(transport.exchanges).toHaveLength(1);
  });

  test('leaves what still runs, after one look', async () => {
    const { client, transport } = open(task({ status: 'IN_PROGRESS' }));

    await expect(client.wait('task_1')).rejects.toThrow('task_1 runs on');
    expect(transport.exchanges).toHaveLength(1);
  });

  test('takes what is finished', async () => {
    const { client } = open(task({ status: 'SUCCESS', response: ['https://media.test/1.mp4'] }));

    expect(await client.wait('task_1')).toMatchObject({ videoUrl: 'https://media.test/1.mp4' });
  });

  test('says what has failed', async () => {
    const { client } = open(task({ status: 'FAILED', error_message: 'No.' }));

    await expect(client.wait('task_1')).rejects.toThrow(TaskFailedError);
  });
});
