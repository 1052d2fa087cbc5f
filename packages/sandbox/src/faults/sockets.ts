import { RESPONSE_ALREADY_SENT } from '@hono/node-server/utils/response';
import type { RequestContext } from '../request-context.ts';

/** Closes the connection with a TCP reset, before any response. */
export function resetConnection({ env }: RequestContext): Response {
  env.incoming.socket.resetAndDestroy();
  return RESPONSE_ALREADY_SENT;
}

/** Never responds; the connection stays open until one side gives up. */
export function hang(): Response {
  return RESPONSE_ALREADY_SENT;
}

/** Announces the whole length, sends a part of the body and closes the connection. */
export async function sendCut(
  { env }: RequestContext,
  response: Response,
  percent: number,
): Promise<Response> {
  const body = new Uint8Array(await response.arrayBuffer());
  const sent = body.subarray(0, Math.floor((body.byteLength * percent) / 100));
  const { outgoing } = env;
  outgoing.writeHead(response.status, {
    ...Object.fromEntries(response.headers),
    'content-length': body.byteLength,
  });
  outgoing.flushHeaders();
  // The socket is closed only after the bytes were written: a client must see all of them.
  outgoing.write(sent, () => outgoing.socket?.destroySoon());
  return RESPONSE_ALREADY_SENT;
}
