import type { Hono } from 'hono';
import { createControls } from '../controls.ts';
import type { SandboxEnvironment } from '../exchange.ts';
import { renderPage } from '../page/page.ts';
import { refreshScript } from '../page/refresh-script.ts';
import { styleSheet } from '../page/style-sheet.ts';
import { statusAt } from '../store/task.ts';
import type { World } from '../world.ts';
import { answerVideo } from './media.ts';
import { refuseStrangers } from './refuse-strangers.ts';

/** GET /: a page for people, with what it needs; none of it is recorded or struck by faults. */
export function addPageRoutes(application: Hono<SandboxEnvironment>, world: World): void {
  const controls = createControls(world);

  application.get('/', refuseStrangers, ({ html }) =>
    html(
      renderPage({
        url: world.origin,
        apiKey: world.apiKeys[0] ?? '',
        envelope: world.envelopeName,
        speed: world.speed,
        openingCredits: world.openingCredits,
        ledger: controls.ledger(),
        tasks: controls.tasks(),
        requests: controls.requests(),
        faults: controls.faults(),
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

  // The API's own links change with every read, and a player whose link changes starts again.
  application.get('/sandbox/tasks/:id/video', (exchange) => {
    const task = world.tasks.find(exchange.req.param('id'));
    const isReady = task !== undefined && statusAt(task, world.clock.now()) === 'succeeded';
    return isReady ? answerVideo(world, task, exchange, false) : exchange.notFound();
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
