import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { until } from '../src/process/until.ts';
import { listCharges, measureSeconds } from './charges.ts';
import { lighthouse, type McpSetup, openMcpSetup, slowLighthouse, taskIdOf } from './mcp-setup.ts';

describe('over MCP', () => {
  let setup: McpSetup;

  beforeAll(async () => {
    setup = await openMcpSetup();
  });
  afterAll(() => setup.close());

  test('a model sees what the tools do and cost, and fills in only flat fields', async () => {
    const client = await setup.connect('kling-videos');

    const tools = await client.listTools();

    expect(tools).toEqual([
      {
        name: 'Generate_video',
        description: expect.stringMatching(/pays 40 credits a second.*call Wait_for_video/),
        inputSchema: {
          properties: {
            prompt: {
              type: 'string',
              description: 'What the video shows, in one to three sentences',
            },
            duration: { type: 'number', description: 'Length in whole seconds, 3 to 15' },
            aspectRatio: { type: 'string', description: '16:9, 9:16 or 1:1' },
          },
          required: ['prompt', 'duration', 'aspectRatio'],
        },
      },
      {
        name: 'Wait_for_video',
        description: expect.stringContaining('Costs nothing'),
        inputSchema: {
          properties: {
            taskId: { type: 'string', description: 'The task ID that Generate_video returned' },
          },
          required: ['taskId'],
        },
      },
    ]);
  });

  test('without a custom description the tools are described by their operation', async () => {
    const client = await setup.connect('plain');

    const tools = await client.listTools();

    expect(tools.map(({ description }) => description)).toEqual([
      'Generate video in Kling',
      'Wait for task in Kling',
    ]);
  });

  test('a video that is ready soon is returned as small flat JSON, without a file', async () => {
    const chargesBefore = listCharges(setup.sandbox);
    const client = await setup.connect('plain');

    const response = await client.call('Generate_video', lighthouse);

    const [task] = setup.sandbox.tasks().slice(-1);
    expect(response.text.length).toBeLessThan(1000);
    expect(JSON.parse(response.text)).toEqual([
      {
        taskId: task?.id,
        status: 'succeeded',
        videoUrl: expect.stringContaining(`/media/${task?.id}.mp4`),
        progressPercent: 100,
        credits: 120,
        newCredits: 120,
        approximateUsd: 1.2,
        mode: 'std',
        duration: 3,
        aspectRatio: '9:16',
        sound: false,
        origin: 'rendered',
      },
    ]);
    expect(listCharges(setup.sandbox)).toEqual([...chargesBefore, 120]);
  });

  test('a long one is reported as running after 45 s, and then awaited without paying', async () => {
    const chargesBefore = listCharges(setup.sandbox);
    const client = await setup.connect('plain');

    let text = '';
    const seconds = await measureSeconds(async () => {
      text = (await client.call('Generate_video', slowLighthouse)).text;
    });
    const taskId = setup.sandbox.tasks().at(-1)?.id ?? '';
    setup.sandbox.finish(taskId);
    const response = await client.call('Wait_for_video', { taskId });

    expect(JSON.parse(text)).toMatchObject([
      { taskId, status: 'running', videoUrl: null, next: expect.stringContaining(taskId) },
    ]);
    expect(text.length).toBeLessThan(1000);
    expect(seconds).toBeGreaterThan(44);
    expect(seconds).toBeLessThan(55);
    expect(JSON.parse(response.text)).toMatchObject([
      { taskId, status: 'succeeded', videoUrl: expect.stringContaining(taskId) },
    ]);
    expect(listCharges(setup.sandbox)).toEqual([...chargesBefore, 120]);
  });

  test.each([
    [{ duration: 20 }, 'Duration: Give a whole number of seconds from 3 to 15; it is 20.'],
    [{ aspectRatio: '4:3' }, 'Aspect Ratio: Choose 16:9, 9:16 or 1:1; it is "4:3".'],
    [{ duration: 'three' }, 'Expected number, received string\n  → at duration'],
  ])('%j is refused with the field and how to fix it, and costs nothing', async (input, words) => {
    const requestsBefore = setup.sandbox.requests().length;
    const client = await setup.connect('plain');

    const response = await client.call('Generate_video', { ...lighthouse, ...input });

    expect(response.isError).toBe(true);
    expect(response.text).toContain(words);
    expect(setup.sandbox.requests()).toHaveLength(requestsBefore);
  });

  test('the same call pays again with Pay Once Per Execution: each call is an execution', async () => {
    const chargesBefore = listCharges(setup.sandbox);
    const client = await setup.connect('plain');

    const first = await client.call('Generate_video', lighthouse);
    const second = await client.call('Generate_video', lighthouse);

    expect(taskIdOf(second)).not.toBe(taskIdOf(first));
    expect(listCharges(setup.sandbox)).toEqual([...chargesBefore, 120, 120]);
  });

  test('with Pay Once Per Content the same call twice is the same task, paid once', async () => {
    const chargesBefore = listCharges(setup.sandbox);
    const client = await setup.connect('kling-videos');

    const first = await client.call('Generate_video', lighthouse);
    const second = await client.call('Generate_video', lighthouse);

    expect(JSON.parse(second.text)).toMatchObject([
      { taskId: taskIdOf(first), status: 'succeeded', origin: 'resumed' },
    ]);
    expect(listCharges(setup.sandbox)).toEqual([...chargesBefore, 120]);
  });

  test('with Pay Once Per Content a client that left and calls again, even twice at once, gets its task', async () => {
    const chargesBefore = listCharges(setup.sandbox);
    const abandoned = await setup.callAndLeave('kling-videos');
    const client = await setup.connect('kling-videos');

    const calls = [1, 2].map(() => client.call('Generate_video', slowLighthouse));
    setup.sandbox.finish(abandoned);
    const responses = await Promise.all(calls);

    expect(responses.map(taskIdOf)).toEqual([abandoned, abandoned]);
    expect(listCharges(setup.sandbox)).toEqual([...chargesBefore, 120]);
  });

  test('a submission without a response is reported as possibly charged before the client gives up', async () => {
    const client = await setup.connect('plain');
    setup.sandbox.inject({ kind: 'hang', on: 'submit', when: 'after' });

    const response = await client.call('Generate_video', lighthouse);

    expect(response.isError).toBe(true);
    expect(response.text).toContain('may have been charged');
    expect(response.text).toContain('could pay twice');
  });

  test('when a client leaves, the log and the execution name its task', async () => {
    const taskId = await setup.callAndLeave('plain');

    const execution = await until('an execution names the task', async () => {
      const [newest] = await setup.server.session.listExecutions('plain');
      const saved = await setup.server.session.readExecution(newest?.id ?? '');
      return saved.customData.klingTaskId === taskId && saved;
    });

    expect(execution.itemsOf('Generate video')).toMatchObject([{ json: slowLighthouse }]);
  });
});
