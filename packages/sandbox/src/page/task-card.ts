import { html } from 'hono/html';
import type { SandboxTask } from '../store/view-task.ts';
import { formatCredits } from './format-credits.ts';
import type { Markup } from './markup.ts';
import type { PageView } from './page-view.ts';
import { readRequest } from './read-request.ts';

/** One task: its player, its progress, or why it failed. */
export function renderTaskCard(task: SandboxTask): Markup {
  const request = readRequest(task.request);
  return html`<li class="card" data-key="${task.id}">
${renderPreview(task)}
<div class="facts">
<p class="prompt" title="${request.prompt}">${request.prompt}</p>
<p class="chips">
<span class="status ${task.status}">${task.status}</span>
<span>${request.mode}</span>
<span>${request.seconds} s</span>
<span>${request.aspectRatio}</span>
<span>${request.hasSound ? 'sound' : 'silent'}</span>
<span>${formatCredits(task.credits)} credits</span>
</p>
<p class="quiet"><code>${task.id}</code></p>
</div>
</li>`;
}

/** Shown until the first task is created. */
export function renderEmptyList({ url, apiKey }: PageView): Markup {
  return html`<li class="card empty" data-key="empty">
<p>No task yet. Create one:</p>
<pre><code>curl ${url}/api/v1/videos/generations \\
  -H 'authorization: Bearer ${apiKey}' \\
  -H 'content-type: application/json' \\
  -d '{"model":"kling-3","prompt":"A lighthouse at dawn"}'</code></pre>
</li>`;
}

function renderPreview(task: SandboxTask): Markup {
  const path = `/sandbox/tasks/${encodeURIComponent(task.id)}`;
  switch (task.status) {
    case 'succeeded':
      return html`<video class="preview" admin loop playsinline preload="metadata" src="${path}/video"></video>`;
    case 'failed':
    case 'cancelled':
      return html`<div class="preview broken">
<p>${task.failure?.message ?? task.status}</p>
<p class="quiet">code ${task.failure?.code ?? 'unknown'} · ${formatCredits(task.credits)} credits refunded</p>
</div>`;
    case 'queued':
    case 'running':
      return html`<div class="preview in-progress">
<svg viewBox="0 0 44 44" role="img" aria-label="${task.progressPercent} %">
<circle class="track" cx="22" cy="22" r="18"/>
<circle class="passed" cx="22" cy="22" r="18" pathLength="100" stroke-dasharray="${task.progressPercent} 100"/>
<text x="22" y="22">${task.progressPercent}%</text>
</svg>
<p class="actions">
<button type="button" id="finish ${task.id}" data-post="${path}/finish">Finish now</button>
<button type="button" id="fail ${task.id}" data-post="${path}/fail">Fail</button>
</p>
</div>`;
  }
}
