import type { Ledger } from '@kling-automation/core';
import type { IExecuteFunctions } from 'n8n-workflow';
import { createContextLedger } from '../../host/ledger/context-ledger.ts';
import { createOnceLedger } from '../../host/ledger/once-ledger.ts';
import type { ValidItem } from '../../request/video-items.ts';
import type { RunSettings } from '../../settings.ts';
import { contentOnceKey, executionKey } from './ledger-key.ts';

/** Chooses what counts as the same video, and where that is remembered. */
export async function ledgerFor(
  context: IExecuteFunctions,
  { renderOnce, renderOnceEdition }: RunSettings,
): Promise<{ readonly ledger: Ledger; readonly keyOf: (item: ValidItem) => string }> {
  const ledger = createContextLedger(context);
  if (!renderOnce) {
    return {
      ledger,
      keyOf: ({ contentKey, itemIndex }) => executionKey(context, itemIndex, contentKey),
    };
  }
  return {
    ledger: await createOnceLedger(context, ledger),
    keyOf: ({ contentKey }) => contentOnceKey(contentKey, renderOnceEdition),
  };
}
