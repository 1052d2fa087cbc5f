import type { Hono } from 'hono';
import { z } from 'zod/v4';
import { answerJson } from '../answers.ts';
import { createControls } from '../controls.ts';
import type { SandboxEnvironment } from '../exchange.ts';
import { faultRuleSchema } from '../faults/fault-rule.ts';
import type { World } from '../world.ts';
import { refuseStrangers } from './refuse-strangers.ts';

/** /sandbox/…: what `Sandbox` offers in the process, for users outside of it. */
export function addControlRoutes(application: Hono<SandboxEnvironment>, world: World): void {
  const controls = createControls(world);
  application.use('/sandbox/*', refuseStrangers);

  application.get('/sandbox/state', () =>
    answerJson({
      url: world.origin,
      envelope: world.envelopeName,
      tasks: controls.tasks(),
      ledger: controls.ledger(),
      faults: controls.faults(),
      requests: controls.requests(),
    }),
  );

  application.post('/sandbox/faults', async ({ req }) => {
    const parsed = faultRuleSchema.safeParse(await req.json().catch(() => undefined));
    if (!parsed.success) return answerJson({ error: z.prettifyError(parsed.error) }, 422);
    controls.inject(parsed.data);
    return answerJson({ faults: controls.faults() }, 201);
  });

  application.delete('/sandbox/faults', () => {
    controls.clearFaults();
    return answerJson({ faults: [] });
  });

  application.post('/sandbox/tasks/:id/finish', ({ req }) =>
    endTask(() => controls.finish(req.param('id'))),
  );

  application.post('/sandbox/tasks/:id/fail', async ({ req }) => {
    const parsed = failureSchema.safeParse(await req.json().catch(() => ({})));
    if (!parsed.success) return answerJson({ error: z.prettifyError(parsed.error) }, 422);
    return endTask(() => controls.fail(req.param('id'), parsed.data));
  });
}

const failureSchema = z.strictObject({
  code: z.union([z.number(), z.string()]).default(500),
  message: z.string().default('Video generation failed'),
});

function endTask(end: () => void): Response {
  try {
    end();
    return answerJson({ ended: true });
  } catch (error) {
    return answerJson({ error: error instanceof Error ? error.message : String(error) }, 409);
  }
}
