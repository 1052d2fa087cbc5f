import { createActionsCoreHost } from './runner/actions-core-host.ts';
import { wasCutShort } from './runner/step-state.ts';

const host = createActionsCoreHost();

// Almost always there is nothing to do, and nothing more is loaded.
if (wasCutShort(host)) {
  const { reportUnfinishedTasks } = await import('./report/unfinished-tasks.ts');
  const { openPostLedger } = await import('./memory/open-post-ledger.ts');
  await reportUnfinishedTasks(host, (keys) => openPostLedger(host, keys));
}

// Connections that are kept alive would hold the process.
process.stdout.write('', () => process.exit(0));
