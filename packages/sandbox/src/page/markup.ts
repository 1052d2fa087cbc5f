import type { html } from 'hono/html';

/** What Hono's template makes: text that is escaped already. */
export type Markup = ReturnType<typeof html>;
