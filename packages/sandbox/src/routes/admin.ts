import type { Hono } from 'hono';
import { z } from 'zod/v4';
import type { Backend } from '../backend.ts';
import { faultRuleSchema } from '../faults/fault-rule.ts';
import { createJsonResponse } from '../json-response.ts';
import type { SandboxEnvironment } from '../request-context.ts';
import { createSandboxAdmin } from '../sandbox-admin.ts';
import { refuseOtherSites } from './refuse-other-sites.ts';

/** /sandbox/…: what {@link SandboxAdmin} does, over HTTP. */
export function addAdminRoutes(application: Hono<SandboxEnvironment>, backend: Backend): void {
  const admin = createSandboxAdmin(backend);
  application.use('/sandbox/*', refuseOtherSites);

  application.get('/sandbox/state', () =>
    createJsonResponse({
      url: backend.baseUrl,
      envelope: backend.envelopeName,
      tasks: admin.tasks(),
      ledger: admin.account(),
      faults: admin.faults(),
      requests: admin.requests(),
    }),
  );

  application.post('/sandbox/faults', async ({ req }) => {
    const parsed = faultRuleSchema.safeParse(await req.json().catch(() => undefined));
    if (!parsed.success) return createJsonResponse({ error: z.prettifyError(parsed.error) }, 422);
    admin.inject(parsed.data);
    return createJsonResponse({ faults: admin.faults() }, 201);
  });

  application.delete('/sandbox/faults', () => {
    admin.clearFaults();
    return createJsonResponse({ faults: [] });
  });

  application.post('/sandbox/tasks/:id/finish', ({ req }) =>
    endTask(() => admin.finish(req.param('id'))),
  );

  application.post('/sandbox/tasks/:id/fail', async ({ req }) => {
    const parsed = failureSchema.safeParse(await req.json().catch(() => ({})));
    if (!parsed.success) return createJsonResponse({ error: z.prettifyError(parsed.error) }, 422);
    return endTask(() => admin.fail(req.param('id'), parsed.data));
  });
}

const failureSchema = z.strictObject({
  code: z.union([z.number(), z.string()]).default(500),
  message: z.string().default('Video generation failed'),
});

function endTask(end: () => void): Response {
  try {
    end();
    return createJsonResponse({ ended: true });
  } catch (error) {
    return createJsonResponse(
      { error: error instanceof Error ? error.message : String(error) },
      409,
    );
  }
}
