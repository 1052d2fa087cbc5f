import { createGithubHost } from './github-host.ts';
import { wasCutShort } from './step-state.ts';

const host = createGithubHost();

// Almost always there is nothing to do, and nothing more is loaded.
if (wasCutShort(host)) {
  const { reportLeftBehind } = await import('./left-behind.ts');
  const { openPostLedger } = await import('./ledger/post-ledger.ts');
  await reportLeftBehind(host, () => openPostLedger(host));
}

// Connections that are kept alive would hold the process.
process.stdout.write('', () => process.exit(0));
