import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Server } from '../src/n8n/server.ts';
import type { Session } from '../src/n8n/session.ts';
import { until } from '../src/process/until.ts';
import { readExample } from '../src/workflow/examples.ts';
import {
  type LanguageModel,
  startLanguageModel,
  type Turn,
} from '../src/workflow/language-model.ts';
import { onePixel } from '../src/workflow/one-pixel.ts';
import type { WorkflowNode } from '../src/workflow/workflow.ts';
import { listCharges } from './charges.ts';
import { openSetup, type Setup } from './setup.ts';

describe('the examples, by their own triggers', () => {
  let setup: Setup;
  let server: Server & { readonly session: Session };
  let model: LanguageModel;

  beforeAll(async () => {
    model = await startLanguageModel(playAgent);
    setup = await openSetup({ credentials: [model.credential] });
    server = await setup.startServer();
  });
  afterAll(async () => {
    await setup.close();
    model.close();
  });

  test('a product photo becomes a vertical ad: n8n itself hands the photo to the API', async () => {
    const workflowId = await publish('product-photo-to-vertical-ad.json');
    const form = new FormData();
    form.append('field-0', new Blob([onePixel], { type: 'image/png' }), 'kettle.png');
    form.append('field-1', 'Ceramic kettle');
    form.append('field-2', 'calm morning light');

    const sent = await fetch(`${server.url}/form/kling-product-ad`, { method: 'POST', body: form });
    const { formWaitingUrl } = Object(await sent.json());
    const task = await until('the ad is submitted', () => setup.sandbox.tasks()[0]);
    const image = await fetch(String(Object(task.request).image));
    // The form's last page waits for a browser to open it.
    const execution = await untilOver(workflowId, 'waiting');
    const page = await (await fetch(String(formWaitingUrl))).text();

    const [item] = execution.itemsOf('Render the ad');
    expect(Buffer.from(await image.arrayBuffer()).equals(onePixel)).toBe(true);
    expect(item?.binary?.data?.fileName).toBe('ceramic-kettle-9x16.mp4');
    expect(listCharges(setup.sandbox)).toEqual([324]);
    expect(page).toContain('ceramic-kettle-9x16.mp4');
  });

  test('release notes become a video once, although GitHub delivers twice', async () => {
    const workflowId = await publish('release-notes-to-video.json');
    const release = { tag_name: 'v2.1.0', body: '## Faster builds\n\n- 40 % less waiting' };

    await postJson('/webhook/kling-release-video', { action: 'created', release });
    await postJson('/webhook/kling-release-video', { action: 'published', release });
    const first = await untilOver(workflowId, 'success', 2);
    await postJson('/webhook/kling-release-video', { action: 'published', release });
    const again = await untilOver(workflowId, 'success', 3);

    expect(listCharges(setup.sandbox)).toEqual([324, 480]);
    for (const execution of [first, again]) {
      const [item] = execution.itemsOf('Announcement');
      expect(item?.json.text).toBe('v2.1.0 is out: Faster builds');
      expect(item?.binary?.data?.fileName).toBe('release-v2.1.0.mp4');
    }
  });

  test('a submission is followed by one run when its video is finished', async () => {
    const fileName = 'submit-and-finished-trigger.json';
    const { id: _, ...example } = readExample(fileName);
    const callbackUrl = `${server.url}/webhook/kling-finished-video/kling`;
    const workflowId = await server.session.createWorkflow(
      { ...example, id: fileName, nodes: example.nodes.map(withCallbackUrl(callbackUrl)) },
      { publish: true },
    );

    await server.session.run(workflowId, 'Start');
    const execution = await untilOver(workflowId, 'success', 2);

    const task = setup.sandbox.tasks().at(-1);
    const [item] = execution.itemsOf('Download the video');
    expect(execution.mode).toBe('webhook');
    expect(item?.json).toMatchObject({ taskId: task?.id, status: 'succeeded' });
    expect(item?.binary?.data?.fileName).toBe(`${task?.id}.mp4`);
    expect(listCharges(setup.sandbox)).toEqual([324, 480, 432]);
  });

  test('the parked example continues when all three videos have ended', async () => {
    const workflowId = await publish('many-videos-parked.json', { publish: false });

    await server.session.run(workflowId, 'Start');
    const execution = await untilOver(workflowId, 'success');

    expect(execution.itemsOf('Finished videos').map(({ json }) => json)).toMatchObject([
      { prompt: expect.stringContaining('paper boat') },
      { prompt: expect.stringContaining('Lanterns') },
      { prompt: expect.stringContaining('fox') },
    ]);
    expect(listCharges(setup.sandbox)).toEqual([324, 480, 432, 200, 200, 200]);
  });

  test('a table is paid once a person has approved its price, and nothing before', async () => {
    const chargesBefore = listCharges(setup.sandbox);
    const workflowId = await publish('approve-the-price.json', { publish: false });
    await server.session.run(workflowId, 'Start');
    const asked = await untilOver(workflowId, 'waiting');
    const chargesWhileAsked = listCharges(setup.sandbox);
    const [question] = asked.itemsOf('Ask a person');

    const approval = await fetch(String(question?.json.approveUrl));
    const execution = await untilOver(workflowId, 'success');

    expect(chargesWhileAsked).toEqual(chargesBefore);
    expect(question?.json.text).toContain('2 videos cost 632 credits.');
    expect(approval.status).toBe(200);
    expect(execution.itemsOf('Render what was approved').map(({ json }) => json)).toMatchObject([
      { status: 'succeeded', newCredits: 200 },
      { status: 'succeeded', newCredits: 432 },
    ]);
    expect(listCharges(setup.sandbox)).toEqual([...chargesBefore, 200, 432]);
  });

  test('the agent renders with the tool, and gets what it needs in a small JSON', async () => {
    await publish('agent-with-video-tool.json');

    const response = await chat('one');

    const reply: unknown = await response.json();
    const toolResult = JSON.stringify(model.requests.at(-1)?.messages.at(-1)?.content);
    expect(reply).toMatchObject({ output: 'Here it is.' });
    expect(listCharges(setup.sandbox).at(-1)).toBe(160);
    expect(toolResult).toContain(setup.sandbox.tasks().at(-1)?.id);
    expect(toolResult.length).toBeLessThan(1000);
  });

  test('the agent pays once for the same request in one chat, and again in another chat', async () => {
    const chargesBefore = listCharges(setup.sandbox);

    await chat('one');
    await chat('two');

    expect(listCharges(setup.sandbox)).toEqual([...chargesBefore, 160]);
  });

  function chat(sessionId: string): Promise<Response> {
    const chatInput = 'A vertical clip of a lighthouse, please.';
    return postJson('/webhook/kling-agent-chat/chat', {
      action: 'sendMessage',
      sessionId,
      chatInput,
    });
  }

  async function publish(fileName: string, { publish = true } = {}): Promise<string> {
    const { id: _, ...example } = readExample(fileName);
    return server.session.createWorkflow({ ...example, id: fileName }, { publish });
  }

  async function untilOver(workflowId: string, status: string, count = 1) {
    const [newest] = await until(`${count} executions are over`, async () => {
      const all = await server.session.listExecutions(workflowId);
      const isOver = all.every((one) => [status, 'error'].includes(one.status));
      return all.length === count && isOver && all;
    });
    return server.session.readExecution(newest?.id ?? '');
  }

  function postJson(path: string, body: unknown): Promise<Response> {
    return fetch(`${server.url}${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
  }
});

/** Pastes the trigger's URL into the field that the example's note names. */
function withCallbackUrl(callbackUrl: string) {
  return (node: WorkflowNode): WorkflowNode => {
    if (node.name !== 'Submit the video') return node;
    const options = { ...Object(node.parameters.options), callbackUrl };
    return { ...node, parameters: { ...node.parameters, options } };
  };
}

/** Calls the tool first, and writes a text after its response. */
function playAgent({ messages }: { readonly messages: readonly { role: string }[] }): Turn {
  if (messages.at(-1)?.role === 'tool') return { text: 'Here it is.' };
  const input = { prompt: 'A lighthouse at dawn', duration: 4, aspectRatio: '9:16' };
  return { tool: 'Generate_video', input };
}
