import { beforeAll, describe, expect, test } from 'vitest';
import { startServices } from './n8n-services.mts';
import { chargedBy, generating, openSandbox } from './open-sandbox.mts';
import { jsonOf, outputOf, runWorkflow } from './run-workflow.mts';

beforeAll(async () => {
  await startServices();
});

describe('Video > Generate', () => {
  test('renders and downloads a video', async () => {
    const sandbox = await openSandbox();

    const run = await runWorkflow({
      baseUrl: sandbox.url,
      parameters: generating({ download: true }, { outputField: 'clip', fileName: 'dawn.mp4' }),
    });

    expect(run.status).toBe('success');
    expect(jsonOf(run)).toEqual([
      {
        taskId: sandbox.tasks()[0]?.id,
        status: 'succeeded',
        videoUrl: expect.stringContaining('/media/'),
        progressPercent: 100,
        credits: 120,
        approximateUsd: 1.2,
        newCredits: 120,
        mode: 'std',
        duration: 3,
        aspectRatio: '16:9',
        sound: false,
        origin: 'rendered',
      },
    ]);
    expect(outputOf(run)[0]?.binary).toMatchObject({
      clip: { mimeType: 'video/mp4', fileName: 'dawn.mp4' },
    });
    expect(chargedBy(sandbox)).toBe(120);
  });

  test('sends what is in the fields', async () => {
    const sandbox = await openSandbox();

    await runWorkflow({
      baseUrl: sandbox.url,
      parameters: generating({
        prompt: '',
        mode: 'pro',
        duration: 5,
        aspectRatio: '9:16',
        sound: true,
        image: 'https://example.com/first.jpg',
        shots: {
          shot: [
            { prompt: '@hero runs', duration: 2 },
            { prompt: 'It stops', duration: 4 },
          ],
        },
        elements: {
          element: [
            {
              name: 'hero',
              description: 'A robot',
              imageUrls: 'https://example.com/a.jpg, https://example.com/b.jpg',
              videoUrl: '',
            },
          ],
        },
      }),
    });

    expect(sandbox.requests()[0]?.body).toEqual({
      model: 'kling-3',
      mode: 'pro',
      duration: 6,
      aspect_ratio: '9:16',
      sound: true,
      image: 'https://example.com/first.jpg',
      multi_shots: true,
      multi_prompt: [
        { prompt: '@hero runs', duration: 2 },
        { prompt: 'It stops', duration: 4 },
      ],
      kling_elements: [
        {
          name: 'hero',
          description: 'A robot',
          element_input_urls: ['https://example.com/a.jpg', 'https://example.com/b.jpg'],
        },
      ],
    });
  });

  test('reads numbers and switches that expressions and agents give as text', async () => {
    const sandbox = await openSandbox();

    await runWorkflow({
      baseUrl: sandbox.url,
      items: [{ json: { seconds: '4', silent: 'false' } }],
      parameters: generating({ duration: '={{ $json.seconds }}', sound: '={{ $json.silent }}' }),
    });

    expect(sandbox.requests()[0]?.body).toMatchObject({ duration: 4, sound: false });
  });

  test('renders many items, in their order and paired with what came in', async () => {
    const sandbox = await openSandbox();
    const items = Array.from({ length: 200 }, (_, index) => ({ json: { name: `clip ${index}` } }));

    const run = await runWorkflow({
      baseUrl: sandbox.url,
      items,
      parameters: generating({ prompt: '={{ $json.name }}' }, { concurrency: 20 }),
    });

    const prompts = new Map(sandbox.tasks().map(({ id, request }) => [id, request]));
    const output = outputOf(run);
    expect(output).toHaveLength(200);
    expect(output.map(({ json }) => prompts.get(String(json.taskId)))).toMatchObject(
      items.map(({ json }) => ({ prompt: json.name })),
    );
    expect(output.map(({ pairedItem }) => pairedItem)).toEqual(items.map((_, item) => ({ item })));
    expect(chargedBy(sandbox)).toBe(200 * 120);
  });

  test('lets one failed item not hold the others', async () => {
    const sandbox = await openSandbox();

    const run = await runWorkflow({
      baseUrl: sandbox.url,
      items: ['a', 'b [[nsfw]]', 'c'].map((prompt) => ({ json: { prompt } })),
      parameters: generating({ prompt: '={{ $json.prompt }}' }),
      node: { onError: 'continueRegularOutput' },
    });

    expect(jsonOf(run)).toMatchObject([
      { status: 'succeeded' },
      {
        taskId: sandbox.tasks()[1]?.id,
        code: 'task-failed',
        message: expect.stringContaining('content policy'),
        mayHaveBeenCharged: true,
        retryable: false,
      },
      { status: 'succeeded' },
    ]);
  });

  test('gives the error output the facts of a failed item', async () => {
    const sandbox = await openSandbox();

    const run = await runWorkflow({
      baseUrl: sandbox.url,
      items: ['a', 'b [[fail]]'].map((prompt) => ({ json: { prompt } })),
      parameters: generating({ prompt: '={{ $json.prompt }}' }),
      node: { onError: 'continueErrorOutput' },
    });

    expect(jsonOf(run, 'Sink')).toMatchObject([{ status: 'succeeded' }]);
    expect(jsonOf(run, 'Errors')).toMatchObject([
      {
        prompt: 'b [[fail]]',
        error: { taskId: sandbox.tasks()[1]?.id, code: 'task-failed', mayHaveBeenCharged: true },
        message: expect.stringContaining('failed'),
      },
    ]);
  });

  test('returns the whole response of the API on demand', async () => {
    const sandbox = await openSandbox();

    const run = await runWorkflow({
      baseUrl: sandbox.url,
      parameters: generating({ output: 'raw' }),
    });

    expect(jsonOf(run)).toMatchObject([
      { taskId: sandbox.tasks()[0]?.id, raw: { code: 200, data: { status: 'SUCCESS' } } },
    ]);
  });
});
