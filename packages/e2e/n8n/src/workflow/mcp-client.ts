import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StreamableHTTPClientTransport } from '@modelcontextprotocol/sdk/client/streamableHttp.js';
import { z } from 'zod/v4';

/** An MCP client as in an agent or a desktop app: the official library with its own defaults. */
export interface McpClient {
  /** The tools as a model sees them, sorted by name. */
  listTools(): Promise<readonly Tool[]>;
  /**
   * Calls a tool. Without a response within 60 s it gives up, as most clients do.
   *
   * @throws {Error} when the response is not exactly one text.
   */
  call(tool: string, input: Readonly<Record<string, unknown>>): Promise<ToolResult>;
  close(): Promise<void>;
}

/** Connects by streamable HTTP to the production URL of a published MCP Server Trigger. */
export async function connectMcp(url: string, token = 'none'): Promise<McpClient> {
  const client = new Client({ name: 'kling-e2e', version: '1.0.0' });
  const headers = { authorization: `Bearer ${token}` };
  const transport = new StreamableHTTPClientTransport(new URL(url), { requestInit: { headers } });
  // The library's own two types disagree under exactOptionalPropertyTypes.
  await Reflect.apply(client.connect, client, [transport]);
  return {
    async listTools() {
      const { tools } = await client.listTools();
      return tools
        .map((tool) => toolSchema.parse(tool))
        .toSorted((one, other) => one.name.localeCompare(other.name));
    },
    async call(name, input) {
      const response = await client.callTool({ name, arguments: { ...input } });
      const { content, isError } = resultSchema.parse(response);
      return { isError, text: content[0].text };
    },
    close: () => client.close(),
  };
}

const toolSchema = z.object({
  name: z.string(),
  description: z.string(),
  inputSchema: z.object({
    properties: z.record(z.string(), z.unknown()),
    required: z.array(z.string()),
  }),
});

type Tool = z.infer<typeof toolSchema>;

const resultSchema = z.object({
  content: z.tuple([z.object({ type: z.literal('text'), text: z.string() })]),
  isError: z.boolean().default(false),
});

/** What a model reads. */
export interface ToolResult {
  readonly isError: boolean;
  readonly text: string;
}
