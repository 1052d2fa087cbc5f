import { concatBytes } from '../bounded-body.ts';
import { sniffContent, sniffedBytes, type VideoKind } from '../content-sniff.ts';
import { showUrl } from '../media-url.ts';
import { createBoxWalk } from '../mp4-boxes.ts';
import type { DownloadSettings, FailDownload } from './download-settings.ts';
import { Interruption } from './interruption.ts';
import { type Receipt, receiveBytes } from './receive-bytes.ts';

/** A video while it is downloaded. */
export interface IncomingVideo {
  readonly kind: VideoKind;
  /** Throws in the end if the video is not whole. A chunk is valid until the next one is read. */
  readonly chunks: AsyncIterable<Uint8Array>;
  /** Aborts with the download, at its deadline too. */
  readonly signal: AbortSignal;
}

/**
 * Reads all chunks of a video and keeps them; keeps nothing if they throw. Called again when the
 * download has to start again.
 */
export type StoreVideo<Stored> = (video: IncomingVideo) => Promise<Stored>;

/**
 * Downloads a video from its first byte to its last.
 *
 * @throws {Interruption} when it may help to start again.
 * @throws {DownloadError} when it would not.
 */
export async function receiveOnce<Stored>(
  link: URL,
  store: StoreVideo<Stored>,
  settings: DownloadSettings,
): Promise<Stored> {
  const ending = new AbortController();
  const signal = AbortSignal.any([settings.signal, ending.signal]);
  const receipt: Receipt = { isEndKnown: false };
  const bytes = receiveBytes(link, receipt, { ...settings, signal });
  try {
    const { head, kind } = await recognise(bytes, link, settings.fail);
    const chunks = proveWhole(head, bytes, { kind, link, receipt, fail: settings.fail });
    return await storeWhole(store, { kind, chunks, signal }, settings.fail);
  } finally {
    ending.abort();
  }
}

async function recognise(
  bytes: AsyncGenerator<Uint8Array>,
  link: URL,
  fail: FailDownload,
): Promise<{ readonly head: Uint8Array; readonly kind: VideoKind }> {
  let head: Uint8Array = new Uint8Array();
  let isAtEnd = false;
  while (head.byteLength < sniffedBytes && !isAtEnd) {
    const { done, value } = await bytes.next();
    if (done === true) isAtEnd = true;
    else head = concatBytes([head, value]);
  }
  const { description, video: kind } = sniffContent(head);
  if (kind !== undefined) return { head, kind };
  throw fail('not-a-video', `The file at ${showUrl(link)} is not a video but ${description}.`);
}

async function* proveWhole(
  head: Uint8Array,
  rest: AsyncIterable<Uint8Array>,
  facts: {
    readonly kind: VideoKind;
    readonly link: URL;
    readonly receipt: Receipt;
    readonly fail: FailDownload;
  },
): AsyncGenerator<Uint8Array> {
  const { fail, kind, link, receipt } = facts;
  const walk = createBoxWalk();
  walk.add(head);
  yield head;
  for await (const chunk of rest) {
    walk.add(chunk);
    yield chunk;
  }
  const { isEndKnown } = receipt;
  const noEnd = isEndKnown ? undefined : 'nothing shows where it ends';
  const defect = kind.hasBoxes ? walk.findDefect(isEndKnown) : noEnd;
  if (defect === undefined) return;
  const what = `The video at ${showUrl(link)} did not arrive whole: ${defect}.`;
  throw new Interruption(fail('interrupted', what), { isFromStart: true });
}

/** A store may wrap the error of the chunks in its own, or not notice it at all. */
async function storeWhole<Stored>(
  store: StoreVideo<Stored>,
  video: IncomingVideo,
  fail: FailDownload,
): Promise<Stored> {
  const end: { isWhole: boolean; failure?: unknown } = { isWhole: false };
  const chunks = async function* () {
    try {
      yield* video.chunks;
      end.isWhole = true;
    } catch (error) {
      end.failure = error;
      throw error;
    }
  };
  const stored = await store({ ...video, chunks: chunks() }).catch((error: unknown) => {
    throw end.failure ?? error;
  });
  if (end.isWhole) return stored;
  throw end.failure ?? fail('interrupted', 'The video was not stored to its end.');
}
