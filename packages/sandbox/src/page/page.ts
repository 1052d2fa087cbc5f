import { html } from 'hono/html';
import { renderAccount } from './account.ts';
import { renderFaults } from './faults.ts';
import { renderHeader } from './header.ts';
import type { Markup } from './markup.ts';
import type { PageView } from './page-view.ts';
import { renderRequests } from './requests.ts';
import { renderEmptyList, renderTaskCard } from './task-card.ts';

/** Renders the page; the template escapes every value that came from outside. */
export function renderPage(view: PageView): Markup {
  return html`<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>kling sandbox</title>
<link rel="icon" href="${icon}">
<link rel="stylesheet" href="/sandbox/page.css">
<script src="/sandbox/page.js" defer></script>
</head>
<body>
${renderHeader(view)}
<main>
<section aria-labelledby="tasks-title">
<h2 id="tasks-title">Tasks</h2>
<ol class="tasks" data-list>
${view.tasks.length === 0 ? renderEmptyList(view) : newestFirst(view.tasks).map(renderTaskCard)}
</ol>
</section>
<aside>
${renderFaults(view.faults)}
${renderAccount(view.account)}
${renderRequests(newestFirst(view.requests))}
</aside>
</main>
</body>
</html>`;
}

/** As many as the video cache keeps. */
const shownCount = 24;

function newestFirst<Item>(items: readonly Item[]): readonly Item[] {
  return items.slice(-shownCount).toReversed();
}

const icon =
  "data:image/svg+xml,<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 32 32'>" +
  "<rect width='32' height='32' rx='8' fill='%23442f6e'/>" +
  "<circle cx='16' cy='16' r='8' fill='%23ffd9b0'/>" +
  "<path d='M0 20q8-4 16 0t16 0v4a8 8 0 0 1-8 8H8a8 8 0 0 1-8-8z' fill='%231e2254'/></svg>";
