import { createHash, randomUUID } from 'node:crypto';
import { mkdir, open, rename, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';

/** The disk, not the network, failed. */
export class DiskError extends Error {
  /** What the system reports: `ENOSPC: no space left on device, write`. */
  readonly system: string;

  constructor(cause: unknown) {
    super('The disk refused', { cause });
    this.system = String(cause).replace(/^Error: /, '');
  }
}

/**
 * Writes a file whole or not at all: to a hidden neighbour first, which takes the name, over any
 * earlier file, once everything is on the disk. Whatever ends the chunks early, nothing is left.
 *
 * @throws {DiskError} when the system refuses; what the chunks or the signal throw, untouched.
 */
export async function writeWholeFile(
  path: string,
  chunks: AsyncIterable<Uint8Array>,
  signal: AbortSignal,
): Promise<{ bytes: number; sha256: string }> {
  const folder = dirname(path);
  await onDisk(mkdir(folder, { recursive: true }));
  const partName = `.${basename(path).slice(0, 40)}.${randomUUID().slice(0, 8)}.part`;
  const part = join(folder, partName);

  try {
    const written = await writeChunks(part, chunks);
    signal.throwIfAborted();
    await onDisk(rename(part, path));
    await syncFolder(folder);
    return written;
  } catch (error) {
    await rm(part, { force: true });
    throw error;
  }
}

async function writeChunks(path: string, chunks: AsyncIterable<Uint8Array>) {
  const hash = createHash('sha256');
  let bytes = 0;
  const file = await onDisk(open(path, 'wx'));
  try {
    for await (const chunk of chunks) {
      hash.update(chunk);
      bytes += chunk.length;
      await onDisk(file.appendFile(chunk));
    }
    await onDisk(file.sync());
  } finally {
    await file.close();
  }
  return { bytes, sha256: hash.digest('hex') };
}

/** Makes the rename survive a power cut. Some systems let no folder be opened: no matter. */
async function syncFolder(folder: string): Promise<void> {
  try {
    const handle = await open(folder, 'r');
    await handle.sync().finally(() => handle.close());
  } catch {}
}

async function onDisk<Value>(work: Promise<Value>): Promise<Value> {
  try {
    return await work;
  } catch (cause) {
    throw new DiskError(cause);
  }
}
