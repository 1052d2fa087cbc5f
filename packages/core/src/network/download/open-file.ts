import { isExpiredLink } from '../expired-link.ts';
import { parseRedirect, showUrl } from '../media-url.ts';
import { networkReason } from '../network-reason.ts';
import { isPassingFailure, isPassingStatus } from '../passing-failure.ts';
import type { DownloadSettings } from './download-settings.ts';
import { Interruption } from './interruption.ts';
import {
  continueFile,
  describeFile,
  type MediaResponse,
  type RemoteFile,
} from './media-response.ts';

/** A file, and its bytes from a certain one on. */
export interface OpenedFile {
  readonly file: RemoteFile;
  /** Where the redirects led. */
  readonly url: URL;
  readonly body: AsyncIterable<Uint8Array>;
}

/** A file that has arrived in part. */
export interface BegunFile {
  readonly file: RemoteFile;
  readonly validator: string;
  readonly receivedBytes: number;
}

/**
 * Opens a file, or continues it where it broke off.
 *
 * @throws {Interruption} when another attempt may succeed.
 * @throws {DownloadError} when it would not; `expired` when the link has to be renewed.
 */
export async function openFile(
  url: URL,
  begun: BegunFile | undefined,
  signal: AbortSignal,
  settings: DownloadSettings,
): Promise<OpenedFile> {
  const headers = {
    accept: 'video/*, */*;q=0.5',
    // A compressed body would have another length, and other ranges.
    'accept-encoding': 'identity',
    ...(begun && { range: `bytes=${begun.receivedBytes}-`, 'if-range': begun.validator }),
  };
  const { response, url: finalUrl } = await open([url], { headers, signal }, settings);
  const file =
    begun === undefined
      ? describeFile(response)
      : continueFile(response, begun.file, begun.receivedBytes);
  if (file !== undefined) return { file, url: finalUrl, body: response.body };

  response.close();
  throw rejection(response.status, finalUrl, { isBegun: begun !== undefined, settings });
}

type MediaRequest = Parameters<DownloadSettings['open']>[1];

async function open(
  visited: readonly [URL, ...URL[]],
  request: MediaRequest,
  settings: DownloadSettings,
): Promise<{ readonly response: MediaResponse; readonly url: URL }> {
  const [url] = visited;
  const response = await settings.open(url, request).catch((error: unknown) => {
    request.signal.throwIfAborted();
    const what = `Could not fetch ${showUrl(url)} (${networkReason(error)}).`;
    const failure = settings.fail('interrupted', what, error);
    throw isPassingFailure(error) ? new Interruption(failure, { isFromStart: false }) : failure;
  });
  const { location } = response.headers;
  const isRedirect = redirectStatuses.has(response.status) && location !== undefined;
  if (!isRedirect || visited.length > longestRedirects) return { response, url };

  response.close();
  const next = parseRedirect(location, url);
  if (next === undefined || visited.some(({ href }) => href === next.href)) {
    const what = `${showUrl(url)} redirects in a circle, or to something that is not https or has a user name or password.`;
    throw settings.fail('bad-url', what);
  }
  return await open([next, ...visited], request, settings);
}

const redirectStatuses = new Set([301, 302, 303, 307, 308]);

const longestRedirects = 5;

function rejection(
  status: number,
  url: URL,
  { isBegun, settings }: { readonly isBegun: boolean; readonly settings: DownloadSettings },
): Error {
  const { fail } = settings;
  if (isExpiredLink(status)) {
    return fail('expired', `The link ${showUrl(url)} has expired (HTTP ${status}).`);
  }
  const what = isBegun
    ? `The server of ${showUrl(url)} does not continue the video where it broke off (HTTP ${status}).`
    : `The server of ${showUrl(url)} did not provide the video (HTTP ${status}).`;
  const failure = fail('interrupted', what);
  const isPassing = isPassingStatus(status);
  return isPassing || isBegun ? new Interruption(failure, { isFromStart: !isPassing }) : failure;
}
