import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';
import { z } from 'zod/v4';
import type { Credential } from './credential.ts';

/** A double of OpenAI's chat completions on loopback: it responds by a script. */
export interface LanguageModel {
  readonly credential: Credential;
  /** Oldest first. */
  readonly requests: readonly ChatRequest[];
  close(): void;
}

/** One turn of the model: it calls a tool, or it writes a text. */
export type Turn =
  | { readonly tool: string; readonly input: Readonly<Record<string, unknown>> }
  | { readonly text: string };

export async function startLanguageModel(
  script: (request: ChatRequest) => Turn,
): Promise<LanguageModel> {
  const requests: ChatRequest[] = [];
  const server = createServer((incoming, outgoing) => {
    void respond(incoming, outgoing);
  });
  const respond = async (incoming: IncomingMessage, outgoing: ServerResponse) => {
    outgoing.setHeader('content-type', 'application/json');
    if (!incoming.url?.endsWith('/chat/completions')) {
      outgoing.end(JSON.stringify({ object: 'list', data: [] }));
      return;
    }
    const request = chatRequestSchema.parse(JSON.parse(await text(incoming)));
    requests.push(request);
    outgoing.end(JSON.stringify(writeCompletion(script(request), requests.length)));
  };
  const port = await new Promise<number>((resolve) => {
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      resolve(typeof address === 'object' && address !== null ? address.port : 0);
    });
  });
  return {
    credential: {
      id: 'openAiAccount01',
      name: 'OpenAI account',
      type: 'openAiApi',
      data: { apiKey: 'sk-double', url: `http://127.0.0.1:${port}/v1` },
    },
    requests,
    close() {
      server.closeAllConnections();
      server.close();
    },
  };
}

const chatRequestSchema = z.looseObject({
  messages: z.array(z.looseObject({ role: z.string(), content: z.unknown() })),
  tools: z
    .array(
      z.looseObject({
        function: z.looseObject({
          name: z.string(),
          description: z.string().optional(),
          parameters: z.unknown(),
        }),
      }),
    )
    .default([]),
});

export type ChatRequest = z.infer<typeof chatRequestSchema>;

function writeCompletion(turn: Turn, ordinal: number): unknown {
  const message =
    'text' in turn
      ? { role: 'assistant', content: turn.text }
      : {
          role: 'assistant',
          content: null,
          tool_calls: [
            {
              id: `call_${ordinal}`,
              type: 'function',
              function: { name: turn.tool, arguments: JSON.stringify(turn.input) },
            },
          ],
        };
  return {
    id: `chatcmpl-${ordinal}`,
    object: 'chat.completion',
    created: 0,
    model: 'double',
    choices: [{ index: 0, message, finish_reason: 'text' in turn ? 'stop' : 'tool_calls' }],
    usage: { prompt_tokens: 1, completion_tokens: 1, total_tokens: 2 },
  };
}
