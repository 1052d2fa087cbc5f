import { createUndiciTransport, systemClock } from '@kling-automation/core/node';
import { startSandbox } from '@kling-automation/sandbox';
import { expect, onTestFinished, test } from 'vitest';
import { checkLive } from './live-check.ts';

const apiKey = 'aio_5ecret-of-the-live-check';

test('a live check pays for one video of 120 credits and records what the API did', async () => {
  const sandbox = await startSandbox({ speed: Number.POSITIVE_INFINITY, apiKeys: [apiKey] });
  const transport = createUndiciTransport({ apiKey, baseUrl: sandbox.url });
  const wrongKeyTransport = createUndiciTransport({ apiKey: 'aio_wrong', baseUrl: sandbox.url });
  onTestFinished(async () => {
    await Promise.all([transport.close(), wrongKeyTransport.close()]);
    await sandbox.close();
  });

  const text = await checkLive({
    clock: systemClock,
    transport,
    wrongKeyTransport,
    head: (url) => fetch(url, { method: 'HEAD' }),
    log: () => {},
  });

  expect(sandbox.account().balance).toBe(10_000 - 120);
  expect(text).toMatch(/^# Live check of \d{4}-\d\d-\d\d$/m);
  expect(text).toContain('- Charged, as the API reports it: 120');
  expect(text).toMatch(/A look at it: HTTP 200, \d+, video\/mp4/);
  for (const status of [401, 404, 422, 200]) expect(text).toContain(`HTTP ${status}\n`);
  for (const secret of [apiKey, 'signature=']) expect(text).not.toContain(secret);
});
