import { describe, expect, test } from 'vitest';
import type { Exchange } from '../ports.ts';
import { type Cue, createScriptedTransport } from '../testing/scripted-transport.ts';
import { createVirtualClock } from '../testing/virtual-clock.ts';
import { exchangeWithin } from './exchange.ts';

const exchange: Exchange = { method: 'GET', path: '/api/v1/tasks/task_1' };

function createPorts(script: () => Cue | Promise<Cue>) {
  const clock = createVirtualClock();
  return { clock, transport: createScriptedTransport(script) };
}

describe('exchange', () => {
  test('hands over the answer', async () => {
    const ports = createPorts(() => ({ body: 'here' }));

    const answer = await exchangeWithin(ports, exchange, { milliseconds: 1000 });

    expect(answer).toEqual({ status: 200, headers: {}, body: 'here' });
  });

  test('ends in time over a transport that never answers', async () => {
    const ports = createPorts(() => 'never');

    const answer = exchangeWithin(ports, exchange, { milliseconds: 15_000 });

    await expect(answer).rejects.toMatchObject({
      code: 'transport',
      mayHaveArrived: true,
      message: 'The API gave no answer within 15 s.',
    });
    expect(ports.clock.elapsed()).toBe(15_000);
    expect(ports.transport.exchanges[0]?.signal?.aborted).toBe(true);
  });

  test('ends at once on abort, with the reason untouched', async () => {
    const ports = createPorts(() => 'never');
    const stop = new AbortController();
    const reason = { why: 'the user pressed stop' };

    const answer = exchangeWithin(ports, exchange, { milliseconds: 15_000, signal: stop.signal });
    stop.abort(reason);

    await expect(answer).rejects.toBe(reason);
    expect(ports.clock.elapsed()).toBe(0);
  });

  test('still takes an answer that comes within the grace after an abort', async () => {
    const ports = createPorts(async () => {
      await ports.clock.sleep(500);
      return { body: 'just in time' };
    });
    const stop = new AbortController();

    const answer = exchangeWithin(ports, exchange, {
      milliseconds: 15_000,
      graceMilliseconds: 700,
      signal: stop.signal,
    });
    stop.abort(new Error('stopped'));

    await expect(answer).resolves.toMatchObject({ body: 'just in time' });
  });

  test('sends nothing when the signal has aborted already', async () => {
    const ports = createPorts(() => ({}));
    const signal = AbortSignal.abort(new Error('too late'));

    const answer = exchangeWithin(ports, exchange, { milliseconds: 1000, signal });

    await expect(answer).rejects.toThrow('too late');
    expect(ports.transport.exchanges).toEqual([]);
  });

  test('passes on what the transport throws', async () => {
    const ports = createPorts(() => new Error('no such host'));

    const answer = exchangeWithin(ports, exchange, { milliseconds: 1000 });

    await expect(answer).rejects.toThrow('no such host');
  });
});
