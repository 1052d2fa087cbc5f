import { html } from 'hono/html';
import type { Account } from '../store/account.ts';
import { renderTime } from './clock-time.ts';
import { formatCredits } from './format-credits.ts';
import type { Markup } from './markup.ts';

/** The last debits and refunds, newest first. */
export function renderAccount({ entries }: Account): Markup {
  return html`<section data-key="account" aria-labelledby="account-title">
<h2 id="account-title">Account</h2>
${
  entries.length === 0
    ? html`<p class="quiet">Nothing was debited yet.</p>`
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
