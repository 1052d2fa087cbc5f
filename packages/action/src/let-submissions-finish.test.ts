import { type Client, createClient, parseVideoRequest } from '@kling-automation/core';
import { describe, expect, test } from 'vitest';
import { letSubmissionsFinish } from './let-submissions-finish.ts';
import { createHastyClock } from './testing/hasty-clock.ts';
import { createScriptedTransport } from './testing/scripted-transport.ts';

const { request } = parseVideoRequest({ prompt: 'A lighthouse' });
const accepted = { code: 200, data: { task_id: 'task_1', status: 'IN_PROGRESS' } };

describe('a submission at the moment of a cancel', () => {
  test('comes to its end when it is under way', async () => {
    const cancel = new AbortController();
    const clock = { ...createHastyClock(), sleep: () => new Promise<void>(() => undefined) };
    const inner = createClient({
      clock,
      transport: {
        async send() {
          cancel.abort(new Error('cancelled'));
          return { status: 200, headers: {}, body: JSON.stringify(accepted) };
        },
      },
    });

    const client = letSubmissionsFinish(inner, { clock, signal: cancel.signal });

    expect((await client.submit(request)).id).toBe('task_1');
  });

  test('is not sent when it has not begun', async () => {
    const transport = createScriptedTransport(accepted);
    const clock = createHastyClock();
    const signal = AbortSignal.abort(new Error('cancelled'));
    const client = letSubmissionsFinish(createClient({ clock, transport }), { clock, signal });

    await expect(client.submit(request)).rejects.toThrow('cancelled');
    expect(transport.exchanges).toEqual([]);
  });

  test('is given up when the patience is over', async () => {
    const cancel = new AbortController();
    const clock = createHastyClock();
    const deaf: Client['submit'] = (_request, options = {}) =>
      new Promise((_resolve, reject) => {
        options.signal?.addEventListener('abort', () => reject(options.signal?.reason));
        cancel.abort(new Error('cancelled'));
      });
    const inner = createClient({ clock, transport: createScriptedTransport(accepted) });
    const client = letSubmissionsFinish(
      { ...inner, submit: deaf },
      { clock, signal: cancel.signal },
    );

    await expect(client.submit(request)).rejects.toThrow('cancelled');
  });

  test('still runs what must come before the POST', async () => {
    const transport = createScriptedTransport(accepted);
    const clock = createHastyClock();
    const { signal } = new AbortController();
    const client = letSubmissionsFinish(createClient({ clock, transport }), { clock, signal });
    const beforePost = async () => {
      throw new Error('the ledger says no');
    };

    await expect(client.submit(request, { beforePost })).rejects.toThrow('the ledger says no');
    expect(transport.exchanges).toEqual([]);
  });
});
