import { expect, onTestFinished } from 'vitest';
import type { Server } from '../src/n8n/server.ts';
import type { Session } from '../src/n8n/session.ts';
import { until } from '../src/process/until.ts';
import { readExample } from '../src/workflow/examples.ts';
import { connectMcp, type McpClient } from '../src/workflow/mcp-client.ts';
import { klingTool, mcpTrigger } from '../src/workflow/nodes.ts';
import { equipNode, type Workflow } from '../src/workflow/workflow.ts';
import { openSetup, type Setup } from './setup.ts';

/** The example has Pay Once Per Content and Bearer Auth; "plain" has the defaults of the node. */
export type Path = 'kling-videos' | 'plain';

/** An n8n that offers the tools of two workflows over MCP. */
export interface McpSetup extends Setup {
  readonly server: Server & { readonly session: Session };
  /** Connects a client for the time of one test. */
  connect(path: Path): Promise<McpClient>;
  /** Requests a video that takes long, and disconnects once n8n's log names its task. */
  callAndLeave(path: Path): Promise<string>;
}

export async function openMcpSetup(): Promise<McpSetup> {
  const bearer = { id: 'mcpBearerAuth001', name: 'MCP clients', type: 'httpBearerAuth' };
  const setup = await openSetup({ credentials: [{ ...bearer, data: { token } }] });
  const server = await setup.startServer();
  for (const workflow of [plainTools(), readExample('mcp-video-server.json')]) {
    await server.session.createWorkflow(workflow, { publish: true });
  }
  const connect = (path: Path) => connectMcp(`${server.url}/mcp/${path}`, token);
  return {
    ...setup,
    server,
    async connect(path) {
      const client = await connect(path);
      onTestFinished(() => client.close());
      return client;
    },
    async callAndLeave(path) {
      const tasksBefore = setup.sandbox.tasks().length;
      const client = await connect(path);
      const call = client.call('Generate_video', slowLighthouse).catch(() => 'left');
      const taskId = await until('the log names the task', () => {
        const id = setup.sandbox.tasks()[tasksBefore]?.id;
        return server.child.output().includes(`Kling task ${id} was submitted and is paid`) && id;
      });
      await client.close();
      expect(await call).toBe('left');
      return taskId;
    },
  };
}

const token = 'only-for-mcp-clients';

/** The tools with nothing set but their operation and the fields that the model fills in. */
export function plainTools(fields: Readonly<Record<string, unknown>> = {}): Workflow {
  const generate = {
    resource: 'video',
    operation: 'generate',
    prompt: "={{ $fromAI('prompt', 'What the video shows', 'string') }}",
    duration: "={{ $fromAI('duration', 'Whole seconds, 3 to 15', 'number') }}",
    aspectRatio: "={{ $fromAI('aspectRatio', '16:9, 9:16 or 1:1', 'string') }}",
    sound: false,
    ...fields,
  };
  const taskId = "={{ $fromAI('taskId', 'What Generate video returned', 'string') }}";
  return equipNode('plain', mcpTrigger('plain'), [
    klingTool(generate, 'Generate video'),
    klingTool({ resource: 'task', operation: 'wait', taskId }, 'Wait for video'),
  ]);
}

export const lighthouse = { prompt: 'A lighthouse at dawn', duration: 3, aspectRatio: '9:16' };

export const slowLighthouse = { ...lighthouse, prompt: 'A lighthouse at dawn [[stuck]]' };

export function taskIdOf({ text }: { readonly text: string }): unknown {
  return Object(JSON.parse(text))[0].taskId;
}
