import { html } from 'hono/html';
import type { RecordedRequest } from '../store/request-log.ts';
import { renderTime } from './clock-time.ts';
import type { Markup } from './markup.ts';

/** The last requests to the API and the media host, newest first. */
export function renderRequests(requests: readonly RecordedRequest[]): Markup {
  return html`<section data-key="requests" aria-labelledby="requests-title">
<h2 id="requests-title">Requests</h2>
${
  requests.length === 0
    ? html`<p class="quiet">None yet.</p>`
    : html`<table>
<tbody>
${requests.map(
  ({ at, method, path, status, fault }) => html`<tr>
<td>${renderTime(at)}</td>
<td>${method}</td>
<td><code title="${path}">${path}</code>${fault === null ? '' : html` <span class="fault">${fault}</span>`}</td>
<td class="number ${isGood(status) ? '' : 'bad'}">${status ?? '—'}</td>
</tr>`,
)}
</tbody>
</table>`
}
</section>`;
}

function isGood(status: number | null): boolean {
  return status !== null && status < 400;
}
