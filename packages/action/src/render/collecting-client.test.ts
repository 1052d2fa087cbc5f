import { createClient, TaskFailedError } from '@kling-automation/core';
import {
  createScriptedTransport,
  createVirtualClock,
  failedTask,
  finishedTask,
  runningTask,
} from '@kling-automation/core/testing';
import { describe, expect, test } from 'vitest';
import { lighthousePlan } from '../testing/results.ts';
import { createCollectingClient, StillRunning } from './collecting-client.ts';

function open(poll: ReturnType<typeof runningTask>) {
  const transport = createScriptedTransport(() => poll);
  const client = createClient({
    transport,
    clock: createVirtualClock({ timeLimitMilliseconds: 10_000 }),
  });
  return { client: createCollectingClient(client), transport };
}

describe('a client that does not wait', () => {
  test('leaves what it has just submitted, without a look', async () => {
    const { client, transport } = open(runningTask('task_1'));
    const { id } = await client.submit(lighthousePlan.request);

    await expect(client.wait(id)).rejects.toThrow(StillRunning);
    expect(transport.requests).toHaveLength(1);
  });

  test('leaves what still runs, after one look', async () => {
    const { client, transport } = open(runningTask('task_1'));

    await expect(client.wait('task_1')).rejects.toThrow('task_1 runs on');
    expect(transport.requests).toHaveLength(1);
  });

  test('takes what is finished', async () => {
    const { client } = open(finishedTask('task_1'));

    expect(await client.wait('task_1')).toMatchObject({
      videoUrl: 'https://media.example/task_1.mp4',
    });
  });

  test('shows what has failed', async () => {
    const { client } = open(failedTask('task_1', 'No.'));

    await expect(client.wait('task_1')).rejects.toThrow(TaskFailedError);
  });
});
