import { showUrl } from '../media-url.ts';
import { startAttempt } from './attempt.ts';
import type { DownloadSettings } from './download-settings.ts';
import { Interruption } from './interruption.ts';
import type { RemoteFile } from './media-response.ts';
import { type BegunFile, openFile } from './open-file.ts';

/** What the responses show beside the bytes. */
export interface Receipt {
  /** Whether a file that is cut off is noticed, with whatever content. */
  isEndKnown: boolean;
}

/**
 * Yields the bytes of a file. Continues by itself where the connection breaks, but only if the
 * server proves that the file is still the same.
 *
 * @throws {Interruption} when the file has to be read from its start.
 * @throws {DownloadError} when it expired, is too large, is not provided or breaks off for good.
 */
export async function* receiveBytes(
  link: URL,
  receipt: Receipt,
  settings: DownloadSettings,
): AsyncGenerator<Uint8Array> {
  let url = link;
  let file: RemoteFile | undefined;
  let begun: BegunFile | undefined;
  let receivedBytes = 0;
  let isComplete = false;

  while (!isComplete) {
    const attempt = startAttempt(url, settings);
    try {
      const opened = await openFile(url, begun, attempt.signal, settings);
      ({ file, url } = opened);
      receipt.isEndKnown = file.isEndKnown;
      for await (const chunk of attempt.read(opened.body)) {
        receivedBytes += chunk.byteLength;
        checkSize(receivedBytes, opened, settings);
        settings.onProgress?.({ receivedBytes, totalBytes: file.totalBytes });
        yield chunk;
      }
      checkLength(receivedBytes, opened, settings);
      isComplete = true;
    } catch (error) {
      const next = planNext(error, file, receivedBytes);
      await settings.retry(next.interruption, receivedBytes);
      begun = next.begun;
    } finally {
      attempt.end();
    }
  }
}

function planNext(
  error: unknown,
  file: RemoteFile | undefined,
  receivedBytes: number,
): { readonly interruption: Interruption; readonly begun: BegunFile | undefined } {
  if (!(error instanceof Interruption) || error.isFromStart) throw error;
  if (receivedBytes === 0) return { interruption: error, begun: undefined };
  if (file?.validator === undefined) throw error;
  const begun = { file, validator: file.validator, receivedBytes };
  return { interruption: error, begun };
}

type Opened = Awaited<ReturnType<typeof openFile>>;

/** Believes what the server announces before the first byte is kept, and never after. */
function checkSize(receivedBytes: number, { file, url }: Opened, settings: DownloadSettings): void {
  const { fail, maximumBytes } = settings;
  if (Math.max(receivedBytes, file.totalBytes ?? 0) <= maximumBytes) return;
  const megabytes = Number((maximumBytes / 1024 ** 2).toFixed(2));
  throw fail('too-large', `The video at ${showUrl(url)} is larger than ${megabytes} MB.`);
}

function checkLength(receivedBytes: number, { file, url }: Opened, settings: DownloadSettings) {
  const { totalBytes = receivedBytes } = file;
  if (receivedBytes === totalBytes) return;
  const what = `The server of ${showUrl(url)} sent ${receivedBytes} of ${totalBytes} bytes.`;
  throw new Interruption(settings.fail('interrupted', what), {
    isFromStart: receivedBytes > totalBytes,
  });
}
