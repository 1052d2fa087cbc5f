import { createHash } from 'node:crypto';
import type { Exchange } from '../exchange.ts';
import type { Scene } from '../faults/fault-plan.ts';
import type { Fault } from '../faults/fault-rule.ts';
import { type ByteRange, parseRange } from '../media/byte-range.ts';
import { statusAt, type TaskRecord } from '../store/task.ts';
import type { World } from '../world.ts';

/** GET and HEAD /media/{id}.mp4: the video itself, behind a signed link, whole or in ranges. */
export function createMediaAnswerer(world: World) {
  return (exchange: Exchange, fault?: Fault): Response | Promise<Response> => {
    const task = world.tasks.find((exchange.req.param('file') ?? '').replace(/\.mp4$/, ''));
    if (task === undefined || statusAt(task, world.clock.now()) !== 'succeeded') {
      return refuse(404);
    }
    const { signature, expires } = exchange.req.query();
    if (fault?.kind === 'expired-media-url' && signature !== undefined) {
      world.links.revoke(task, signature, fault.httpStatus);
    }
    const httpStatus = world.links.judge(task, signature, expires);
    if (httpStatus !== 200) return refuse(httpStatus);
    return answerVideo(world, task, exchange, fault?.kind === 'media-ignores-range');
  };
}

export function observeMedia(exchange: Exchange): Scene {
  return { hasRange: exchange.req.header('range') !== undefined };
}

/** Serves the bytes of a video by the rules of HTTP ranges and validators. */
export async function answerVideo(
  world: World,
  task: TaskRecord,
  exchange: Exchange,
  ignoresRange: boolean,
): Promise<Response> {
  const bytes = await world.videos.take(task);
  const etag = `"${createHash('sha256').update(bytes).digest('hex').slice(0, 32)}"`;
  const headers = {
    'content-type': 'video/mp4',
    etag,
    'last-modified': new Date(task.endMilliseconds).toUTCString(),
    'cache-control': 'private, max-age=3600',
    ...(ignoresRange ? {} : { 'accept-ranges': 'bytes' }),
  };
  if (exchange.req.header('if-none-match') === etag) {
    return new Response(null, { status: 304, headers });
  }
  const range = ignoresRange ? 'whole' : chooseRange(exchange, etag, bytes.byteLength);
  return sendRange(bytes, range, headers, exchange.req.method);
}

/** A range of an older edition of the video is answered with the whole of this one. */
function chooseRange(exchange: Exchange, etag: string, sizeBytes: number): ByteRange {
  const condition = exchange.req.header('if-range');
  if (condition !== undefined && condition !== etag) return 'whole';
  return parseRange(exchange.req.header('range'), sizeBytes);
}

function sendRange(
  bytes: Uint8Array<ArrayBuffer>,
  range: ByteRange,
  headers: Readonly<Record<string, string>>,
  method: string,
): Response {
  const total = bytes.byteLength;
  if (range === 'unsatisfiable') {
    return new Response(null, {
      status: 416,
      headers: { ...headers, 'content-range': `bytes */${total}` },
    });
  }
  const { first, last } = range === 'whole' ? { first: 0, last: total - 1 } : range;
  const part = bytes.subarray(first, last + 1);
  return new Response(method === 'HEAD' ? null : part, {
    status: range === 'whole' ? 200 : 206,
    headers: {
      ...headers,
      'content-length': String(part.byteLength),
      ...(range === 'whole' ? {} : { 'content-range': `bytes ${first}-${last}/${total}` }),
    },
  });
}

/** Object stores answer with XML. */
function refuse(httpStatus: number): Response {
  const code = httpStatus === 403 ? 'AccessDenied' : 'NoSuchKey';
  return new Response(
    `<?xml version="1.0" encoding="UTF-8"?>\n<Error><Code>${code}</Code></Error>`,
    {
      status: httpStatus,
      headers: { 'content-type': 'application/xml' },
    },
  );
}
