import { html } from 'hono/html';
import type { Ledger } from '../store/ledger.ts';
import { formatCredits } from './account.ts';
import { renderTime } from './clock-time.ts';
import type { Markup } from './markup.ts';

/** The last movements of the account, newest first. */
export function renderLedger({ entries }: Ledger): Markup {
  return html`<section data-key="ledger" aria-labelledby="ledger-title">
<h2 id="ledger-title">Ledger</h2>
${
  entries.length === 0
    ? html`<p class="quiet">Nothing was debited.</p>`
    : html`<table>
<tbody>
${entries
  .slice(-shownCount)
  .toReversed()
  .map(
    ({ at, kind, taskId, credits }) => html`<tr class="${kind}">
<td>${renderTime(at)}</td>
<td><code title="${taskId}">${taskId}</code></td>
<td class="number">${kind === 'debit' ? '−' : '+'}${formatCredits(credits)}</td>
</tr>`,
  )}
</tbody>
</table>`
}
</section>`;
}

const shownCount = 12;
