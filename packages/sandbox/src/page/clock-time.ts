import { html } from 'hono/html';
import type { Markup } from './markup.ts';

/** The time of day, in the zone of the machine that runs the sandbox. */
export function renderTime(iso: string): Markup {
  return html`<time datetime="${iso}">${new Date(iso).toTimeString().slice(0, 8)}</time>`;
}
