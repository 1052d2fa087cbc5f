import { type LedgerEntry, ledgerEntrySchema } from '@kling-automation/core';
import { z } from 'zod/v4';

/** What is kept of one video in a file: its ledger entry, and the file that came of it. */
export interface LedgerFile {
  readonly key: string;
  readonly entry: LedgerEntry;
  /** The video as it was downloaded, once it was. */
  readonly file?: VideoFile | undefined;
}

/** The schema of {@link VideoFile}. */
export const videoFileSchema = z.object({
  bytes: z.number(),
  sha256: z.string(),
  /** What it was called, if that is known: a video may be called otherwise the next time. */
  name: z.string().optional(),
});

/** A file as it was when it was whole. */
export type VideoFile = Readonly<z.output<typeof videoFileSchema>>;

const pageSchema = z.object({
  key: z.string(),
  entry: ledgerEntrySchema,
  file: videoFileSchema.optional(),
});

/** Writes a page as text. */
export function writePage(page: LedgerFile): string {
  return `${JSON.stringify(page, null, 2)}\n`;
}

/**
 * Reads a page; undefined if the text is that of another video.
 *
 * @throws {Error} when the text is not such a file: what was paid is not known then.
 */
export function readPage(text: string, key: string): LedgerFile | undefined {
  const page = pageSchema.parse(JSON.parse(text));
  return page.key === key ? page : undefined;
}
