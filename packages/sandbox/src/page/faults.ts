import { html } from 'hono/html';
import type { ActiveFault } from '../faults/fault-plan.ts';
import type { Markup } from './markup.ts';

/** The faults that are still to be applied. */
export function renderFaults(faults: readonly ActiveFault[]): Markup {
  return html`<section data-key="faults" aria-labelledby="faults-title">
<h2 id="faults-title">Faults to come</h2>
${
  faults.length === 0
    ? html`<p class="quiet">None: everything works.</p>`
    : html`<ul class="faults">
${faults.map(
  (fault) => html`<li><strong>${fault.kind}</strong> on ${fault.on}
<span class="quiet">${writeCount(fault)}${writeSettings(fault)}</span></li>`,
)}
</ul>
<p class="actions"><button type="button" id="clear-faults" data-delete="/sandbox/faults">Clear all</button></p>`
}
</section>`;
}

function writeCount({ times, applied, skip }: ActiveFault): string {
  const isEndless = times === 'always' || times === Number.POSITIVE_INFINITY;
  const count = isEndless ? `always, applied ${applied} times` : `${applied} of ${times}`;
  return skip > 0 ? `${count}, after ${skip}` : count;
}

function writeSettings({ kind, on, times, skip, applied, ...settings }: ActiveFault): string {
  return Object.entries(settings)
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => ` · ${name} ${value}`)
    .join('');
}
