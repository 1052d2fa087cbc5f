import type { Hono } from 'hono';
import type { Backend } from '../backend.ts';
import { renderPage } from '../page/page.ts';
import { refreshScript } from '../page/refresh-script.ts';
import { styleSheet } from '../page/style-sheet.ts';
import type { SandboxEnvironment } from '../request-context.ts';
import { createSandboxAdmin } from '../sandbox-admin.ts';
import { statusAt } from '../store/task.ts';
import { serveVideo } from './media.ts';
import { refuseOtherSites } from './refuse-other-sites.ts';

/** GET /: a page for people, with its assets; no request to it is recorded or gets a fault. */
export function addPageRoutes(application: Hono<SandboxEnvironment>, backend: Backend): void {
  const admin = createSandboxAdmin(backend);

  application.get('/', refuseOtherSites, ({ html }) =>
    html(
      renderPage({
        url: backend.baseUrl,
        apiKey: backend.apiKeys[0] ?? '',
        envelope: backend.envelopeName,
        speed: backend.speed,
        openingCredits: backend.openingCredits,
        account: admin.account(),
        tasks: admin.tasks(),
        requests: admin.requests(),
        faults: admin.faults(),
      }),
      200,
      pageHeaders,
    ),
  );

  application.get('/sandbox/page.css', ({ body }) =>
    body(styleSheet, 200, { 'content-type': 'text/css; charset=utf-8' }),
  );
  application.get('/sandbox/page.js', ({ body }) =>
    body(refreshScript, 200, { 'content-type': 'text/javascript; charset=utf-8' }),
  );

  // The API's own links change with every read, and a player restarts when its link changes.
  application.get('/sandbox/tasks/:id/video', (context) => {
    const task = backend.tasks.find(context.req.param('id'));
    const isReady = task !== undefined && statusAt(task, backend.clock.now()) === 'succeeded';
    return isReady ? serveVideo(backend, task, context, false) : context.notFound();
  });
}

const pageHeaders = {
  'cache-control': 'no-store',
  'content-security-policy':
    "default-src 'none'; style-src 'self'; script-src 'self'; media-src 'self'; " +
    "connect-src 'self'; img-src data:; base-uri 'none'; form-action 'none'; " +
    "frame-ancestors 'none'",
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
};
