import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { GithubAnswer } from './answers.ts';

/** A request, read whole. */
export interface Incoming {
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: IncomingMessage['headers'];
  readonly content: Buffer;
}

export interface Loopback {
  readonly url: string;
  /** Where there is no answer, the connection is cut. */
  answerWith(answer: (incoming: Incoming) => Promise<GithubAnswer | undefined>): void;
  close(): Promise<void>;
}

/** Serves on 127.0.0.1. */
export async function listenOnLoopback(): Promise<Loopback> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (typeof address !== 'object' || address === null) throw new Error('There is no port.');
  return {
    url: `http://127.0.0.1:${address.port}`,
    answerWith(answer) {
      server.on('request', (message, response) => {
        readIncoming(message)
          .then(answer)
          .then((found) => (found ? send(response, found) : void message.socket.destroy()))
          .catch((error: unknown) => {
            send(response, { status: 500, body: { message: String(error) } });
          });
      });
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function readIncoming(message: IncomingMessage): Promise<Incoming> {
  const chunks: Buffer[] = [];
  for await (const chunk of message) chunks.push(chunk);
  const { pathname, searchParams } = new URL(message.url ?? '/', 'http://double');
  return {
    method: message.method ?? 'GET',
    path: pathname,
    query: searchParams,
    headers: message.headers,
    content: Buffer.concat(chunks),
  };
}

function send(response: ServerResponse, { body, headers, status }: GithubAnswer): void {
  const isBytes = Buffer.isBuffer(body);
  const type = isBytes ? 'application/octet-stream' : 'application/json; charset=utf-8';
  response.writeHead(status, { 'content-type': type, ...headers });
  response.end(isBytes || body === undefined ? body : JSON.stringify(body));
}
