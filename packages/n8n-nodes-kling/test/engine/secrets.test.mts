import { beforeAll, expect, test } from 'vitest';
import { startServices } from './n8n-services.mts';
import { generating, openSandbox } from './open-sandbox.mts';
import { runWorkflow } from './run-workflow.mts';

beforeAll(async () => {
  await startServices();
});

const secret = 'aio_a_very_secret_key';

test.each([
  ['the key is wrong', secret, {}],
  ['the task fails', 'aio_sandbox', { prompt: 'A [[fail]]' }],
  ['the file is a web page', 'aio_sandbox', { download: true }],
])('no message, hint or trace holds the key or a signature when %s', async (_, apiKey, fields) => {
  const sandbox = await openSandbox({
    faults: [{ on: 'media', kind: 'media-html', times: 'always' }],
  });

  const run = await runWorkflow({ baseUrl: sandbox.url, apiKey, parameters: generating(fields) });

  expect(run.status).toBe('error');
  const everything = JSON.stringify(run);
  expect(everything).not.toContain(apiKey);
  expect(everything).not.toContain('signature=');
});

test('the key goes nowhere when the base URL is not safe', async () => {
  const run = await runWorkflow({ baseUrl: 'http://example.com', parameters: generating() });

  expect(run.data.resultData.error).toMatchObject({
    message: 'The Base URL of the credential cannot be used',
  });
});
