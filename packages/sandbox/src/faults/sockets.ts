import { RESPONSE_ALREADY_SENT } from '@hono/node-server/utils/response';
import type { Exchange } from '../exchange.ts';

/** Breaks the connection off with a TCP reset, before any answer. */
export function resetConnection({ env }: Exchange): Response {
  env.incoming.socket.resetAndDestroy();
  return RESPONSE_ALREADY_SENT;
}

/** Never answers; the connection stays open until one side gives up. */
export function hang(): Response {
  return RESPONSE_ALREADY_SENT;
}

/** Announces the whole length, sends a share of the body and breaks the connection off. */
export async function sendCut(
  { env }: Exchange,
  answer: Response,
  percent: number,
): Promise<Response> {
  const body = new Uint8Array(await answer.arrayBuffer());
  const sent = body.subarray(0, Math.floor((body.byteLength * percent) / 100));
  const { outgoing } = env;
  outgoing.writeHead(answer.status, {
    ...Object.fromEntries(answer.headers),
    'content-length': body.byteLength,
  });
  outgoing.flushHeaders();
  // The socket is closed only when the bytes have been handed over: a client must see all of them.
  outgoing.write(sent, () => outgoing.socket?.destroySoon());
  return RESPONSE_ALREADY_SENT;
}
