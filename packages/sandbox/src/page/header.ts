import { html } from 'hono/html';
import type { AccountEntry } from '../store/account.ts';
import { formatCredits } from './format-credits.ts';
import type { Markup } from './markup.ts';
import type { PageView } from './page-view.ts';

/** The header of the page: base URL, API key and balance. */
export function renderHeader(view: PageView): Markup {
  const { balance, entries } = view.account;
  return html`<header data-key="header">
<div class="title">
<h1>kling sandbox</h1>
<p>A local replacement for API in One’s kling-3. Nothing here costs money.</p>
</div>
<dl class="connection">
<div><dt>Base URL</dt><dd><code>${view.url}</code></dd></div>
<div><dt>API key</dt><dd><code>${view.apiKey}</code></dd></div>
<div><dt>Envelope</dt><dd><code>${view.envelope}</code></dd></div>
<div><dt>Speed</dt><dd>${view.speed}×</dd></div>
</dl>
<div class="balance">
<p><strong>${formatCredits(balance)}</strong> credits left</p>
<meter min="0" max="${Math.max(1, view.openingCredits)}" value="${balance}">${balance}</meter>
<p class="quiet">${formatCredits(sum(entries, 'debit'))} debited · ${formatCredits(sum(entries, 'refund'))} refunded</p>
</div>
</header>`;
}

function sum(entries: readonly AccountEntry[], kind: AccountEntry['kind']): number {
  return entries
    .filter((entry) => entry.kind === kind)
    .reduce((credits, entry) => credits + entry.credits, 0);
}
