import { createHash } from 'node:crypto';
import type { Backend } from '../backend.ts';
import type { RequestFacts } from '../faults/fault-plan.ts';
import type { Fault } from '../faults/fault-rule.ts';
import { type ByteRange, parseRange } from '../media/byte-range.ts';
import type { RequestContext } from '../request-context.ts';
import { statusAt, type TaskRecord } from '../store/task.ts';

/** GET and HEAD /media/{id}.mp4: the video, with a signed link, whole or in ranges. */
export function createMediaHandler(backend: Backend) {
  return (context: RequestContext, fault?: Fault): Response | Promise<Response> => {
    const task = backend.tasks.find((context.req.param('file') ?? '').replace(/\.mp4$/, ''));
    if (task === undefined || statusAt(task, backend.clock.now()) !== 'succeeded') {
      return refuse(404);
    }
    const { signature, expires } = context.req.query();
    if (fault?.kind === 'expired-media-url' && signature !== undefined) {
      backend.links.revoke(task, signature, fault.httpStatus);
    }
    const httpStatus = backend.links.check(task, signature, expires);
    if (httpStatus !== 200) return refuse(httpStatus);
    return serveVideo(backend, task, context, fault?.kind === 'media-ignores-range');
  };
}

export function observeMedia(context: RequestContext): RequestFacts {
  return { hasRange: context.req.header('range') !== undefined };
}

/** Serves the bytes of a video, with HTTP ranges and validators. */
export async function serveVideo(
  backend: Backend,
  task: TaskRecord,
  context: RequestContext,
  ignoresRange: boolean,
): Promise<Response> {
  const bytes = await backend.videos.load(task);
  const etag = `"${createHash('sha256').update(bytes).digest('hex').slice(0, 32)}"`;
  const headers = {
    'content-type': 'video/mp4',
    etag,
    'last-modified': new Date(task.endMilliseconds).toUTCString(),
    'cache-control': 'private, max-age=3600',
    ...(ignoresRange ? {} : { 'accept-ranges': 'bytes' }),
  };
  if (context.req.header('if-none-match') === etag) {
    return new Response(null, { status: 304, headers });
  }
  const range = ignoresRange ? 'whole' : chooseRange(context, etag, bytes.byteLength);
  return sendRange(bytes, range, headers, context.req.method);
}

/** A range of an older version of the video gets the whole of this one. */
function chooseRange(context: RequestContext, etag: string, sizeBytes: number): ByteRange {
  const condition = context.req.header('if-range');
  if (condition !== undefined && condition !== etag) return 'whole';
  return parseRange(context.req.header('range'), sizeBytes);
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

/** Object stores send errors as XML. */
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
