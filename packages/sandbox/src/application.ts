import { Hono } from 'hono';
import { answerError } from './answers.ts';
import type { SandboxEnvironment } from './exchange.ts';
import { withFaults } from './faults/with-faults.ts';
import { addControlRoutes } from './routes/control.ts';
import { createGenerationAnswerer } from './routes/generations.ts';
import { createMediaAnswerer, observeMedia } from './routes/media.ts';
import { addPageRoutes } from './routes/page.ts';
import { recordRequests } from './routes/record-requests.ts';
import { createTaskAnswerer, observeTask } from './routes/tasks.ts';
import { withKey } from './routes/with-key.ts';
import type { World } from './world.ts';

/** Lays out all routes: the API, the media host, and the sandbox's own. */
export function createApplication(world: World): Hono<SandboxEnvironment> {
  const application = new Hono<SandboxEnvironment>();
  const submit = withKey(world, createGenerationAnswerer(world));
  const read = withKey(world, createTaskAnswerer(world));

  application.use('/api/*', recordRequests(world));
  application.use('/media/*', recordRequests(world));
  application.post('/api/v1/videos/generations', withFaults(world, 'submit', submit));
  application.get('/api/v1/tasks/:id', withFaults(world, 'read', read, observeTask(world)));
  application.get(
    '/media/:file',
    withFaults(world, 'media', createMediaAnswerer(world), observeMedia),
  );
  addControlRoutes(application, world);
  addPageRoutes(application, world);

  application.notFound(({ req }) =>
    answerError(world.envelope, {
      httpStatus: 404,
      message: `There is no route ${req.method} ${req.path}`,
      type: 'not_found_error',
    }),
  );
  application.onError((error) => {
    world.log(`error ${error.stack ?? error.message}`);
    return answerError(world.envelope, { httpStatus: 500, message: error.message });
  });
  return application;
}
