import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { until } from '../src/process/until.ts';
import { listCharges, measureSeconds } from './charges.ts';
import { lighthouse, type McpStage, setMcpStage, slowLighthouse, taskIdOf } from './mcp-stage.ts';

describe('over MCP', () => {
  let stage: McpStage;

  beforeAll(async () => {
    stage = await setMcpStage();
  });
  afterAll(() => stage.strike());

  test('a model is told what the tools do and cost, and fills in flat fields alone', async () => {
    const client = await stage.connect('kling-videos');

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

  test('without a text of their own the tools are told by what they do', async () => {
    const client = await stage.connect('plain');

    const tools = await client.listTools();

    expect(tools.map(({ description }) => description)).toEqual([
      'Generate video in Kling',
      'Wait for task in Kling',
    ]);
  });

  test('a video that is soon ready comes back as small flat JSON, without a file', async () => {
    const chargesBefore = listCharges(stage.sandbox);
    const client = await stage.connect('plain');

    const answer = await client.call('Generate_video', lighthouse);

    const [task] = stage.sandbox.tasks().slice(-1);
    expect(answer.text.length).toBeLessThan(1000);
    expect(JSON.parse(answer.text)).toEqual([
      {
        taskId: task?.id,
        status: 'succeeded',
        videoUrl: expect.stringContaining(`/media/${task?.id}.mp4`),
        progressPercent: 100,
        credits: 120,
        approximateUsd: 1.2,
        mode: 'std',
        duration: 3,
        aspectRatio: '9:16',
        sound: false,
        origin: 'rendered',
      },
    ]);
    expect(listCharges(stage.sandbox)).toEqual([...chargesBefore, 120]);
  });

  test('a long one is told as running after 45 s, and then waited for without paying', async () => {
    const chargesBefore = listCharges(stage.sandbox);
    const client = await stage.connect('plain');

    let text = '';
    const seconds = await measureSeconds(async () => {
      text = (await client.call('Generate_video', slowLighthouse)).text;
    });
    const taskId = stage.sandbox.tasks().at(-1)?.id ?? '';
    stage.sandbox.finish(taskId);
    const answer = await client.call('Wait_for_video', { taskId });

    expect(JSON.parse(text)).toMatchObject([
      { taskId, status: 'running', videoUrl: null, next: expect.stringContaining(taskId) },
    ]);
    expect(text.length).toBeLessThan(1000);
    expect(seconds).toBeGreaterThan(44);
    expect(seconds).toBeLessThan(55);
    expect(JSON.parse(answer.text)).toMatchObject([
      { taskId, status: 'succeeded', videoUrl: expect.stringContaining(taskId) },
    ]);
    expect(listCharges(stage.sandbox)).toEqual([...chargesBefore, 120]);
  });

  test.each([
    [{ duration: 20 }, 'Duration: Give a whole number of seconds from 3 to 15; it is 20.'],
    [{ aspectRatio: '4:3' }, 'Aspect Ratio: Choose 16:9, 9:16 or 1:1; it is "4:3".'],
    [{ duration: 'three' }, 'Expected number, received string\n  → at duration'],
  ])('%j is refused with the field and the mend, and costs nothing', async (fault, words) => {
    const requestsBefore = stage.sandbox.requests().length;
    const client = await stage.connect('plain');

    const answer = await client.call('Generate_video', { ...lighthouse, ...fault });

    expect(answer.isError).toBe(true);
    expect(answer.text).toContain(words);
    expect(stage.sandbox.requests()).toHaveLength(requestsBefore);
  });

  test('who asks again without Render Once pays again: each call is an execution', async () => {
    const chargesBefore = listCharges(stage.sandbox);
    const client = await stage.connect('plain');

    const first = await client.call('Generate_video', lighthouse);
    const second = await client.call('Generate_video', lighthouse);

    expect(taskIdOf(second)).not.toBe(taskIdOf(first));
    expect(listCharges(stage.sandbox)).toEqual([...chargesBefore, 120, 120]);
  });

  test('with Render Once the same call twice is the same task, paid once', async () => {
    const chargesBefore = listCharges(stage.sandbox);
    const client = await stage.connect('kling-videos');

    const first = await client.call('Generate_video', lighthouse);
    const second = await client.call('Generate_video', lighthouse);

    expect(JSON.parse(second.text)).toMatchObject([
      { taskId: taskIdOf(first), status: 'succeeded', origin: 'resumed' },
    ]);
    expect(listCharges(stage.sandbox)).toEqual([...chargesBefore, 120]);
  });

  test('with Render Once a client that left and asks again, even twice at once, gets its task', async () => {
    const chargesBefore = listCharges(stage.sandbox);
    const abandoned = await stage.callAndLeave('kling-videos');
    const client = await stage.connect('kling-videos');

    const calls = [1, 2].map(() => client.call('Generate_video', slowLighthouse));
    stage.sandbox.finish(abandoned);
    const answers = await Promise.all(calls);

    expect(answers.map(taskIdOf)).toEqual([abandoned, abandoned]);
    expect(listCharges(stage.sandbox)).toEqual([...chargesBefore, 120]);
  });

  test('a submission without an answer is told as perhaps paid before the client gives up', async () => {
    const client = await stage.connect('plain');
    stage.sandbox.inject({ kind: 'hang', on: 'submit', when: 'after' });

    const answer = await client.call('Generate_video', lighthouse);

    expect(answer.isError).toBe(true);
    expect(answer.text).toContain('may have been charged');
    expect(answer.text).toContain('not sent again by itself, since that could pay twice');
  });

  test('when a client leaves, its task is named by the log and by the execution', async () => {
    const taskId = await stage.callAndLeave('plain');

    const execution = await until('an execution names the task', async () => {
      const [newest] = await stage.server.session.listExecutions('plain');
      const saved = await stage.server.session.readExecution(newest?.id ?? '');
      return saved.customData.klingTaskId === taskId && saved;
    });

    expect(execution.itemsOf('Generate video')).toMatchObject([{ json: slowLighthouse }]);
  });
});
