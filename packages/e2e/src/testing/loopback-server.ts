import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { createHolds, type HeldRequest } from './held-request.ts';

/** A request, read whole. */
export interface LoopbackRequest {
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: IncomingMessage['headers'];
  readonly content: Buffer;
}

/** A response, before it is sent. */
export interface LoopbackResponse {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>> | undefined;
  /** JSON, or bytes. */
  readonly body?: unknown;
}

/** A server on 127.0.0.1 that replaces another one. */
export interface LoopbackServer {
  readonly url: string;
  /** From now on requests get these responses; without one the connection is cut. */
  respondWith(respond: Respond): void;
  /**
   * Holds the next request that matches before anything looks at it. The pattern is compared with
   * the method, the path with its query, and the body, each after a blank.
   */
  holdNext(pattern: RegExp, skip?: number): HeldRequest;
  /** The same for the response: it is held when the request has been carried out. */
  holdNextResponse(pattern: RegExp, skip?: number): HeldRequest;
  close(): Promise<void>;
}

type Respond = (request: LoopbackRequest) => Promise<LoopbackResponse | undefined>;

/** Starts a server on a free port. */
export async function startLoopbackServer(): Promise<LoopbackServer> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (typeof address !== 'object' || address === null) throw new Error('There is no port.');
  const holds = createHolds();
  const responseHolds = createHolds();
  const serve = async (message: IncomingMessage, response: ServerResponse, respond: Respond) => {
    const request = await readRequest(message);
    const text = `${request.method} ${message.url} ${request.content}`;
    await holds.pass(text);
    const found = await respond(request);
    await responseHolds.pass(text);
    if (found === undefined) message.socket.destroy();
    else send(response, found);
  };
  return {
    url: `http://127.0.0.1:${address.port}`,
    respondWith(respond) {
      server.on('request', (message, response) => {
        serve(message, response, respond).catch((error: unknown) => {
          send(response, { status: 500, body: { message: String(error) } });
        });
      });
    },
    holdNext: holds.holdNext,
    holdNextResponse: responseHolds.holdNext,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function readRequest(message: IncomingMessage): Promise<LoopbackRequest> {
  const chunks: Buffer[] = [];
  for await (const chunk of message) chunks.push(chunk);
  const { pathname, searchParams } = new URL(message.url ?? '/', 'http://loopback');
  return {
    method: message.method ?? 'GET',
    path: pathname,
    query: searchParams,
    headers: message.headers,
    content: Buffer.concat(chunks),
  };
}

function send(response: ServerResponse, { body, headers, status }: LoopbackResponse): void {
  const isBytes = Buffer.isBuffer(body);
  const type = isBytes ? 'application/octet-stream' : 'application/json; charset=utf-8';
  response.writeHead(status, { 'content-type': type, ...headers });
  response.end(isBytes || body === undefined ? body : JSON.stringify(body));
}
