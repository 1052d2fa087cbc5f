import type { MediaResponse, OpenMedia } from '@kling-automation/core';
import type { IExecuteFunctions } from 'n8n-workflow';
import { isReadable, type Readable, readFullResponse } from '../network/response-stream.ts';

/** A response whose body is a stream of Node.js. */
export interface StreamedMedia extends MediaResponse {
  readonly body: Readable;
}

/**
 * Opens media with n8n's own request helper, so proxies and SSRF protection of the instance hold.
 * Without credential: a link from a response never gets it.
 */
export async function openMedia(
  { httpRequest }: Pick<IExecuteFunctions['helpers'], 'httpRequest'>,
  url: URL,
  { headers, signal }: Parameters<OpenMedia>[1],
): Promise<StreamedMedia> {
  const ending = new AbortController();
  const abortSignal = AbortSignal.any([signal, ending.signal]);
  const response: unknown = await httpRequest({
    method: 'GET',
    url: url.href,
    headers: { ...headers },
    encoding: 'stream',
    json: false,
    returnFullResponse: true,
    ignoreHttpStatusErrors: true,
    disableFollowRedirect: true,
    abortSignal,
  });
  const { body, headers: responseHeaders, status } = readFullResponse(response);
  if (!isReadable(body)) throw new TypeError('n8n returned no stream.');
  // n8n closes the connection on an abort, also of a stream that nobody has begun to read; only the
  // newer ones end the stream.
  abortSignal.addEventListener('abort', () => body.destroy(new Error('aborted')));
  return { status, headers: responseHeaders, body, close: () => ending.abort() };
}
