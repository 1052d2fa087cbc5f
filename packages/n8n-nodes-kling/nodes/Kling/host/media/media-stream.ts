import { DownloadError, type DownloadFailureReason, networkReason } from '@kling-automation/core';
import type { IExecuteFunctions } from 'n8n-workflow';

/** What fetching a file needs of n8n: no credential comes near it. */
export interface MediaContext {
  readonly helpers: Pick<IExecuteFunctions['helpers'], 'httpRequest' | 'prepareBinaryData'>;
}

/** Node's stream; n8n lets a node import no module of Node's, not even for its types. */
export type Readable = Exclude<Parameters<MediaContext['helpers']['prepareBinaryData']>[0], Buffer>;

/** Longest silence of the media server, before its answer and within it, in milliseconds. */
export const longestSilence = 60_000;

/**
 * Opens the link to a video as a stream. Without credential: a link of an answer never gets it.
 *
 * @throws {DownloadError} when the server does not hand it out; `expired` asks for a fresh link.
 */
export async function openMedia(
  { helpers }: MediaContext,
  url: string,
  { signal, taskId }: { readonly signal: AbortSignal | undefined; readonly taskId: string },
): Promise<{ readonly stream: Readable; readonly announcedBytes: number | undefined }> {
  const answer = await request(helpers, url, signal).catch((error: unknown) => {
    signal?.throwIfAborted();
    const what = `Could not fetch the video (${networkReason(error)}).`;
    throw downloadError('interrupted', what, taskId);
  });
  const { body, headers, statusCode } = answer;
  // A connection may break while nobody reads; an error that nobody hears would end n8n itself.
  body.on('error', () => {});
  if (statusCode === 200) {
    const length = Number(headers['content-length']);
    return { stream: body, announcedBytes: Number.isFinite(length) ? length : undefined };
  }
  body.destroy();
  throw expiredStatuses.has(statusCode)
    ? downloadError('expired', `The link to the video has expired (HTTP ${statusCode}).`, taskId)
    : downloadError('interrupted', `The media server answered HTTP ${statusCode}.`, taskId);
}

/** Makes the error for a video that could not be fetched, and says that it is not lost. */
export function downloadError(
  reason: DownloadFailureReason,
  what: string,
  taskId: string,
): DownloadError {
  const rest = `The video of task ${taskId} is paid and not lost: use Task > Download with this ID instead of submitting anew.`;
  return new DownloadError({ reason, taskId, what: `${what} ${rest}` });
}

/** Signed links answer 403 after their time, others 404 or 410. */
const expiredStatuses = new Set([403, 404, 410]);

interface MediaAnswer {
  readonly statusCode: number;
  readonly headers: Readonly<Record<string, unknown>>;
  readonly body: Readable;
}

async function request(
  helpers: MediaContext['helpers'],
  url: string,
  signal: AbortSignal | undefined,
): Promise<MediaAnswer> {
  return await helpers.httpRequest({
    method: 'GET',
    url,
    headers: { accept: 'video/*, */*;q=0.5' },
    encoding: 'stream',
    json: false,
    returnFullResponse: true,
    ignoreHttpStatusErrors: true,
    sendCredentialsOnCrossOriginRedirect: false,
    timeout: longestSilence,
    ...(signal !== undefined && { abortSignal: signal }),
  });
}
