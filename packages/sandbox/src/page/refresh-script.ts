/**
 * Runs in the browser: fetches the page once a second and replaces the parts whose markup has
 * changed. The markup of a player never changes, so the player continues.
 */
export const refreshScript = `'use strict';
const served = new Map();
for (const part of document.querySelectorAll('[data-key]')) remember(part);

function remember(part) {
  served.set(part.dataset.key, part.outerHTML);
}

async function refresh() {
  const response = await fetch('/', { cache: 'no-store' });
  const fresh = new DOMParser().parseFromString(await response.text(), 'text/html');
  const focusedId = document.activeElement?.id;
  const keys = new Set();
  for (const part of fresh.querySelectorAll('[data-key]')) {
    keys.add(part.dataset.key);
    if (served.get(part.dataset.key) !== part.outerHTML) place(part);
  }
  for (const part of document.querySelectorAll('[data-list] > [data-key]')) {
    if (!keys.has(part.dataset.key)) part.remove();
  }
  if (focusedId && !document.activeElement?.id) document.getElementById(focusedId)?.focus();
}

function place(part) {
  const present = document.querySelector('[data-key="' + CSS.escape(part.dataset.key) + '"]');
  remember(part);
  if (present) present.replaceWith(document.adoptNode(part));
  else insert(part);
}

// New tasks come first in the served list: each goes before the one that it was served before.
function insert(part) {
  const list = document.querySelector('[data-list]');
  const nextKeys = [];
  for (let next = part.nextElementSibling; next; next = next.nextElementSibling) {
    nextKeys.push(next.dataset.key);
  }
  const follower = [...list.children].find((child) => nextKeys.includes(child.dataset.key));
  list.insertBefore(document.adoptNode(part), follower ?? null);
}

document.addEventListener('click', async ({ target }) => {
  const { post, delete: path } = target.dataset;
  if (post) await fetch(post, { method: 'POST' });
  if (path) await fetch(path, { method: 'DELETE' });
  if (post || path) await refresh();
});

async function keepFresh() {
  try {
    if (!document.hidden) await refresh();
    document.body.classList.remove('gone');
  } catch {
    document.body.classList.add('gone');
  }
  setTimeout(keepFresh, 1000);
}
keepFresh();
`;
