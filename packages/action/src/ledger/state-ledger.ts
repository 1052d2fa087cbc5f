import type { Ledger, LedgerEntry } from '@kling-automation/core';
import { z } from 'zod/v4';
import type { ActionHost } from '../runner/host.ts';
import { stateNames } from '../runner/step-state.ts';
import { type LedgerFile, readPage } from './ledger-file.ts';

/**
 * Keeps what happens for the post step. On disk before anything slower is tried: a main that is
 * killed while it records a payment elsewhere leaves the payment here.
 */
export function createStateLedger(host: Pick<ActionHost, 'saveState'>): Ledger {
  const pages = new Map<string, LedgerFile>();
  const keep = async (key: string, entry: LedgerEntry) => {
    pages.set(key, { key, entry });
    host.saveState(stateNames.ledger, JSON.stringify([...pages.values()]));
  };
  return {
    read: async () => undefined,
    async claim(key, intent) {
      await keep(key, intent);
      return true;
    },
    record: keep,
  };
}

/** What main has kept; empty if it kept nothing. */
export function readStateFiles(host: Pick<ActionHost, 'readState'>): readonly LedgerFile[] {
  const text = host.readState(stateNames.ledger);
  if (text === '') return [];
  return z
    .array(z.looseObject({ key: z.string() }))
    .parse(JSON.parse(text))
    .flatMap((page) => readPage(JSON.stringify(page), page.key) ?? []);
}
