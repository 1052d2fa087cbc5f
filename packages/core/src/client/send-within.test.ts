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
  test('hands over the response', async () => {
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

  test('ends at once on abort, with the reason untouched', async () => {
    const ports = createPorts(() => 'never');
    const stop = new AbortController();
    const reason = { why: 'the user pressed stop' };

    const response = sendWithin(ports, request, { milliseconds: 15_000, signal: stop.signal });
    stop.abort(reason);

    await expect(response).rejects.toBe(reason);
    expect(ports.clock.elapsed()).toBe(0);
  });

  test('still takes a response that comes within the grace after an abort', async () => {
    const ports = createPorts(async () => {
      await ports.clock.sleep(500);
      return { body: 'just in time' };
    });
    const stop = new AbortController();

    const response = sendWithin(ports, request, {
      milliseconds: 15_000,
      graceMilliseconds: 700,
      signal: stop.signal,
    });
    stop.abort(new Error('stopped'));

    await expect(response).resolves.toMatchObject({ body: 'just in time' });
  });

  test('sends nothing when the signal has aborted already', async () => {
    const ports = createPorts(() => ({}));
    const signal = AbortSignal.abort(new Error('too late'));

    const response = sendWithin(ports, request, { milliseconds: 1000, signal });

    await expect(response).rejects.toThrow('too late');
    expect(ports.transport.requests).toEqual([]);
  });

  test('passes on what the transport throws', async () => {
    const ports = createPorts(() => new Error('no such host'));

    const response = sendWithin(ports, request, { milliseconds: 1000 });

    await expect(response).rejects.toThrow('no such host');
  });
});
