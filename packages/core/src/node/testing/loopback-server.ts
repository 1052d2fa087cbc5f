import { once } from 'node:events';
import { createServer, type IncomingMessage, type RequestListener } from 'node:http';
import type { Socket } from 'node:net';

/** A server on loopback that records what it is asked. */
export interface LoopbackServer extends AsyncDisposable {
  readonly origin: string;
  /** Heads of all requests, in order. */
  readonly requests: readonly RecordedRequest[];
  /** All connections ever taken, in order. */
  readonly connections: readonly Socket[];
  /** Resolves with the first request. */
  readonly requested: Promise<void>;
  /** Resolves when the first connection is closed. */
  readonly disconnected: Promise<void>;
}

interface RecordedRequest extends Pick<IncomingMessage, 'headers' | 'method' | 'url'> {
  /** Its connection, counted from 1. */
  readonly connection: number;
}

/**
 * Starts a server on a free port of 127.0.0.1; a CONNECT for a tunnel is hung up on, unless
 * `onConnect` does otherwise.
 */
export async function startLoopbackServer(
  onRequest: RequestListener,
  onConnect: (socket: Socket) => void = (socket) => socket.destroy(),
): Promise<LoopbackServer> {
  const requests: RecordedRequest[] = [];
  const connections: Socket[] = [];
  const requested = Promise.withResolvers<void>();
  const disconnected = Promise.withResolvers<void>();
  const record = ({ headers, method, socket, url }: IncomingMessage) => {
    requests.push({ headers, method, url, connection: connections.indexOf(socket) + 1 });
    requested.resolve();
  };

  const server = createServer((incoming, outgoing) => {
    record(incoming);
    onRequest(incoming, outgoing);
  });
  server.on('connection', (socket: Socket) => {
    connections.push(socket);
    socket.once('close', disconnected.resolve);
  });
  server.on('connect', (incoming: IncomingMessage, socket: Socket) => {
    record(incoming);
    onConnect(socket.on('error', () => {}));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');

  const { port } = Object.assign({ port: 0 }, server.address());
  return {
    origin: `http://127.0.0.1:${port}`,
    requests,
    connections,
    requested: requested.promise,
    disconnected: disconnected.promise,
    async [Symbol.asyncDispose]() {
      for (const socket of connections) socket.destroy();
      server.close();
      await once(server, 'close');
    },
  };
}
