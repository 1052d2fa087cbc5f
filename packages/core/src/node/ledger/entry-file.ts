import { z } from 'zod/v4';
import { type LedgerEntry, ledgerEntrySchema } from '../../memory/ledger-entry.ts';
import { type ProcessIdentity, processIdentitySchema } from './process-identity.ts';

/** What one file of the ledger contains. */
export interface EntryFile {
  readonly key: string;
  readonly entry: LedgerEntry;
  /** Which process wrote it. */
  readonly process: ProcessIdentity;
}

const entryFileSchema = z.object({
  key: z.string(),
  entry: ledgerEntrySchema,
  process: processIdentitySchema,
});

/** @throws when the entry is one that could not be read again. */
export function formatEntryFile(file: EntryFile): string {
  return `${JSON.stringify(entryFileSchema.parse(file), null, 2)}\n`;
}

/** @throws when the text is incomplete, changed by hand, or about another key. */
export function parseEntryFile(text: string, key: string): EntryFile {
  return entryFileSchema.extend({ key: z.literal(key) }).parse(JSON.parse(text));
}
