import { createUndiciTransport, systemClock } from '@kling-automation/core/node';
import { type SandboxOptions, startSandbox } from '@kling-automation/sandbox';
import { describe, expect, onTestFinished, test } from 'vitest';
import { checkLive } from './live-check.ts';

const apiKey = 'aio_5ecret-of-the-live-check';

async function check(options: SandboxOptions = {}) {
  const speed = Number.POSITIVE_INFINITY;
  const sandbox = await startSandbox({ speed, apiKeys: [apiKey], ...options });
  const transport = createUndiciTransport({ apiKey, baseUrl: sandbox.url });
  const wrongKeyTransport = createUndiciTransport({ apiKey: 'aio_wrong', baseUrl: sandbox.url });
  onTestFinished(async () => {
    await Promise.all([transport.close(), wrongKeyTransport.close()]);
    await sandbox.close();
  });
  const ports = { clock: systemClock, transport, wrongKeyTransport, log: () => {} };
  const head = (url: string) => fetch(url, { method: 'HEAD' });
  return { sandbox, ...(await checkLive({ ...ports, head })) };
}

describe('a live check', () => {
  test('pays for one video of 120 credits and records what the API did', async () => {
    const { failure, sandbox, text } = await check();

    expect(failure).toBeUndefined();
    expect(sandbox.account().balance).toBe(10_000 - 120);
    expect(text).toMatch(/^# Live check of \d{4}-\d\d-\d\d$/m);
    expect(text).toContain('- Charged, as the API reports it: 120');
    expect(text).toMatch(/A look at it: HTTP 200, \d+, video\/mp4/);
    for (const status of [401, 404, 422, 200]) expect(text).toContain(`HTTP ${status}\n`);
    for (const secret of [apiKey, 'signature=']) expect(text).not.toContain(secret);
  });

  test('that cannot pay keeps what it saw, and why it failed', async () => {
    const { failure, text } = await check({ credits: 100 });

    expect(failure).toMatch(/credits/);
    expect(text).toContain(`- It failed: ${failure}`);
    for (const status of [401, 404, 422]) expect(text).toContain(`HTTP ${status}\n`);
  });
});
