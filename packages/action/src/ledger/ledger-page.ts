import { type LedgerEntry, ledgerEntrySchema } from '@kling-automation/core';
import { z } from 'zod/v4';

/** What is kept of one video in a file: its ledger entry, and the file that came of it. */
export interface LedgerPage {
  readonly key: string;
  readonly entry: LedgerEntry;
  /** The video as it was downloaded, once it was. */
  readonly file?: KeptFile | undefined;
}

/** The schema of {@link KeptFile}. */
export const keptFileSchema = z.object({
  bytes: z.number(),
  sha256: z.string(),
  /** What it was called, where that is known: a video may be called otherwise the next time. */
  name: z.string().optional(),
});

/** A file as it was when it was whole. */
export type KeptFile = Readonly<z.output<typeof keptFileSchema>>;

const pageSchema = z.object({
  key: z.string(),
  entry: ledgerEntrySchema,
  file: keptFileSchema.optional(),
});

/** Writes a page as text. */
export function writePage(page: LedgerPage): string {
  return `${JSON.stringify(page, null, 2)}\n`;
}

/**
 * Reads a page; undefined where the text is that of another video.
 *
 * @throws {Error} when the text is no page: what it said of a payment is not known then.
 */
export function readPage(text: string, key: string): LedgerPage | undefined {
  const page = pageSchema.parse(JSON.parse(text));
  return page.key === key ? page : undefined;
}
