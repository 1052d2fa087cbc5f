import { describe, expect, test } from 'vitest';
import type { HttpRequest } from '../ports.ts';
import { createScriptedTransport, type ScriptedReply } from '../testing/scripted-transport.ts';
import { createVirtualClock } from '../testing/virtual-clock.ts';
import { sendWithin } from './send-within.ts';

const request: HttpRequest = { method: 'GET', path: '/api/v1/tasks/task_1' };

function createPorts(script: () => ScriptedReply | Promise<ScriptedReply>) {
  const clock = createVirtualClock();
  return { clock, transport: createScriptedTransport(script) };
}

describe('A request with limits', () => {
  test('returns the response', async () => {
    const ports = createPorts(() => ({ body: 'here' }));

    const response = await sendWithin(ports, request, { milliseconds: 1000 });

    expect(response).toEqual({ status: 200, headers: {}, body: 'here' });
  });

  test('ends in time over a transport that never responds', async () => {
    const ports = createPorts(() => 'never');

    const response = sendWithin(ports, request, { milliseconds: 15_000 });

    await expect(response).rejects.toMatchObject({
      code: 'transport',
      mayHaveArrived: true,
      message: 'The API did not respond within 15 s.',
    });
    expect(ports.clock.elapsed()).toBe(15_000);
    expect(ports.transport.requests[0]?.signal?.aborted).toBe(true);
  });
});
