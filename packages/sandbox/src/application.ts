import { Hono } from 'hono';
import type { Backend } from './backend.ts';
import { createErrorResponse } from './error-response.ts';
import { withFaults } from './faults/with-faults.ts';
import type { SandboxEnvironment } from './request-context.ts';
import { addAdminRoutes } from './routes/admin.ts';
import { createGenerationHandler } from './routes/generations.ts';
import { limitBody } from './routes/limit-body.ts';
import { createMediaHandler, observeMedia } from './routes/media.ts';
import { addPageRoutes } from './routes/page.ts';
import { recordRequests } from './routes/record-requests.ts';
import { refuseOtherHosts } from './routes/refuse-other-sites.ts';
import { requireApiKey } from './routes/require-api-key.ts';
import { createTaskHandler, observeTask } from './routes/tasks.ts';

/** Creates the application with all routes: the API, the media host, and the sandbox's own. */
export function createApplication(backend: Backend): Hono<SandboxEnvironment> {
  const application = new Hono<SandboxEnvironment>();
  const submit = requireApiKey(backend, createGenerationHandler(backend));
  const read = requireApiKey(backend, createTaskHandler(backend));

  application.use(refuseOtherHosts);
  application.post('*', limitBody(backend));
  application.use('/api/*', recordRequests(backend));
  application.use('/media/*', recordRequests(backend));
  application.post('/api/v1/videos/generations', withFaults(backend, 'submit', submit));
  application.get('/api/v1/tasks/:id', withFaults(backend, 'read', read, observeTask(backend)));
  application.get(
    '/media/:file',
    withFaults(backend, 'media', createMediaHandler(backend), observeMedia),
  );
  addAdminRoutes(application, backend);
  addPageRoutes(application, backend);

  application.notFound(({ req }) =>
    createErrorResponse(backend.envelope, {
      httpStatus: 404,
      message: `There is no route ${req.method} ${req.path}`,
      type: 'not_found_error',
    }),
  );
  application.onError((error) => {
    backend.log(`error ${error.stack ?? error.message}`);
    return createErrorResponse(backend.envelope, { httpStatus: 500, message: error.message });
  });
  return application;
}
