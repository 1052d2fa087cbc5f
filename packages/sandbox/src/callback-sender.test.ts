import { describe, expect, test } from 'vitest';
import { openReceiver } from './testing/open-receiver.ts';
import { openSandbox } from './testing/open-sandbox.ts';

describe('a callback', () => {
  test('has the body of the task query when the task ends', async () => {
    const receiver = await openReceiver();
    const { sandbox, makeTask, read, lineMatching } = await openSandbox();
    const taskId = await makeTask({ callback_url: receiver.url });

    sandbox.finish(taskId);
    await lineMatching(/^callback 1 of/);

    expect(receiver.bodies).toEqual([await (await read(taskId)).json()]);
    expect(sandbox.tasks()[0]?.callbacks).toEqual([
      {
        at: sandbox.tasks()[0]?.finishedAt,
        url: receiver.url,
        taskStatus: 'succeeded',
        httpStatus: 200,
        error: null,
      },
    ]);
  });

  test('arrives at once when the task is ended by hand, and only then', async () => {
    const receiver = await openReceiver(500);
    const { sandbox, clock, makeTask, lineMatching } = await openSandbox();

    sandbox.fail(await makeTask({ callback_url: receiver.url }));
    await lineMatching(/^callback 1 of/);
    clock.advance(180_000);

    expect(sandbox.tasks()[0]?.callbacks).toMatchObject([
      { taskStatus: 'failed', httpStatus: 500 },
    ]);
  });

  test('that finds no server is recorded and not repeated', async () => {
    const { sandbox, clock, makeTask, lineMatching } = await openSandbox();
    // Of the ports that are never given out by themselves; fetch refuses many others of them.
    await makeTask({ callback_url: 'http://127.0.0.1:2/hook' });

    clock.advance(180_000);
    await lineMatching(/^callback 1 of/);

    expect(sandbox.tasks()[0]?.callbacks).toMatchObject([
      { httpStatus: null, error: expect.stringContaining('ECONNREFUSED') },
    ]);
  });

  test('that is lost never arrives', async () => {
    const receiver = await openReceiver();
    const { sandbox, clock, makeTask, lineMatching } = await openSandbox({
      faults: [{ kind: 'callback-lost' }],
    });
    await makeTask({ callback_url: receiver.url });

    clock.advance(180_000);
    await lineMatching(/^fault callback-lost/);

    expect(sandbox.tasks()[0]?.callbacks).toEqual([]);
    expect(receiver.bodies).toEqual([]);
  });

  test('that arrives twice has the same body twice', async () => {
    const receiver = await openReceiver();
    const { sandbox, clock, makeTask, lineMatching } = await openSandbox({
      faults: [{ kind: 'callback-twice' }],
    });
    await makeTask({ callback_url: receiver.url });

    clock.advance(180_000);
    await lineMatching(/^callback 2 of/);

    expect(receiver.bodies).toHaveLength(2);
    expect(receiver.bodies[0]).toEqual(receiver.bodies[1]);
    expect(sandbox.tasks()[0]?.callbacks).toHaveLength(2);
  });

  test('that arrives early shows a running task, and another one follows at the end', async () => {
    const receiver = await openReceiver();
    const { sandbox, clock, makeTask, lineMatching } = await openSandbox({
      faults: [{ kind: 'callback-early' }],
    });
    await makeTask({ callback_url: receiver.url });

    clock.advance(30_000);
    await lineMatching(/^callback 1 of/);
    clock.advance(150_000);
    await lineMatching(/^callback 2 of/);

    expect(receiver.bodies).toMatchObject([
      { data: { status: 'IN_PROGRESS' } },
      { data: { status: 'SUCCESS' } },
    ]);
    expect(sandbox.tasks()[0]?.callbacks).toMatchObject([
      { taskStatus: 'running' },
      { taskStatus: 'succeeded' },
    ]);
  });
});
