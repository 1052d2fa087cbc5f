import { errors } from 'undici';

import type { DownloadError } from '../../errors.ts';
import { networkReason } from '../../network/network-reason.ts';
import { downloadFailure } from './download-failure.ts';
import { showUrl } from './media-url.ts';

/** The server does not go on where the connection broke; the file must be fetched anew. */
export class ResumeRefusedError extends Error {}

/** Makes the error for a download that never began. */
export function openFailure(error: unknown, url: URL, taskId: string | undefined): DownloadError {
  const status = refusedStatus(error);
  if (status !== undefined) return statusFailure(status, url, { taskId, cause: error });
  if (redirectMessage.test(String(error))) {
    const what = `${showUrl(url)} redirects to something that is no http(s) address, or in a circle.`;
    // The cause is left out: it holds whole addresses, with their signatures.
    return downloadFailure({ reason: 'bad-url', what, taskId });
  }
  const what = `Could not fetch ${showUrl(url)} (${networkReason(error)}).`;
  return downloadFailure({ reason: 'interrupted', what, taskId, cause: error });
}

/** Makes the error for an answer that is no file. */
export function statusFailure(
  status: number,
  url: URL,
  { cause, taskId }: { taskId: string | undefined; cause?: unknown },
): DownloadError {
  const isExpired = expiredStatuses.has(status);
  const what = isExpired
    ? `The link ${showUrl(url)} has expired (HTTP ${status}).`
    : `The server of ${showUrl(url)} did not hand out the video (HTTP ${status}).`;
  return downloadFailure({ reason: isExpired ? 'expired' : 'interrupted', what, taskId, cause });
}

/** Makes the error for a download that broke midway. */
export function streamFailure(error: unknown, url: URL, taskId: string | undefined): Error {
  const status = refusedStatus(error);
  if (status !== undefined && expiredStatuses.has(status)) {
    return statusFailure(status, url, { taskId, cause: error });
  }
  if (status !== undefined) return new ResumeRefusedError('Not resumed', { cause: error });
  const what = `The download of ${showUrl(url)} broke off (${networkReason(error)}).`;
  return downloadFailure({ reason: 'interrupted', what, taskId, cause: error });
}

/** Signed links answer 403 after their time, others 404 or 410. */
const expiredStatuses = new Set([403, 404, 410]);

/** Node's and undici's words: the code of undici's stands for wrong options as well. */
const redirectMessage = /^\w+: (Invalid URL|Redirect loop)/;

/** The status at which undici's retries gave up. */
function refusedStatus(error: unknown): number | undefined {
  return error instanceof errors.RequestRetryError ? error.statusCode : undefined;
}
