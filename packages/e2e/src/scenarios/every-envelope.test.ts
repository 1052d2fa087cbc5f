import { createClient, parseVideoRequest } from '@kling-automation/core';
import { createUndiciTransport, systemClock } from '@kling-automation/core/node';
import { envelopeNames, type SandboxOptions, startSandbox } from '@kling-automation/sandbox';
import { describe, expect, onTestFinished, test } from 'vitest';

describe('Core reads every envelope of the sandbox:', () => {
  test.each(envelopeNames)('the video of a task in %s', async (envelope) => {
    const { client, sandbox, submit } = await open({ envelope });

    const { id } = await submit('A pier');
    const task = await client.read(id);

    const [made] = sandbox.tasks();
    expect(id).toBe(made?.id);
    expect(task).toMatchObject({ status: 'succeeded', credits: 300, failure: undefined });
    expect(task.echo).toMatchObject({ prompt: 'A pier', image: 'https://in.example.org/a.png' });
    const video = await fetch(task.videoUrl ?? '', { method: 'HEAD' });
    expect(video.headers.get('content-type')).toBe('video/mp4');
  });

  test.each(envelopeNames)('the reason of a failed task in %s', async (envelope) => {
    const { client, sandbox, submit } = await open({ envelope });

    const { id } = await submit('A pier [[nsfw]]');
    const task = await client.read(id);

    const [made] = sandbox.tasks();
    expect(task.status).toBe('failed');
    expect(task.videoUrl).toBeUndefined();
    expect(task.failure?.message).toBe(made?.failure?.message);
  });

  test.each(envelopeNames)('a task that runs in %s', async (envelope) => {
    const { client, submit } = await open({ envelope, speed: 1 });

    const { id } = await submit('A pier');
    const task = await client.read(id);

    expect(['queued', 'running']).toContain(task.status);
    expect(task.resultUrls).toEqual([]);
  });

  test.each(envelopeNames)('an error in %s', async (envelope) => {
    const { submit } = await open({ envelope, credits: 100 });

    await expect(submit('A pier')).rejects.toMatchObject({
      code: 'insufficient-credits',
      message: expect.stringContaining('No available credits'),
    });
  });
});

/** A sandbox whose tasks end at once, and a client for it. */
async function open(options: SandboxOptions) {
  const sandbox = await startSandbox({ speed: Number.POSITIVE_INFINITY, ...options });
  onTestFinished(() => sandbox.close());
  const transport = createUndiciTransport({ apiKey: sandbox.apiKey, baseUrl: sandbox.url });
  const client = createClient({ transport, clock: systemClock });
  const submit = (prompt: string) =>
    client.submit(parseVideoRequest({ prompt, image: 'https://in.example.org/a.png' }).request);
  return { client, sandbox, submit };
}
