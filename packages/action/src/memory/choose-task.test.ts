import { createClient } from '@kling-automation/core';
import {
  createScriptedTransport,
  createVirtualClock,
  failedTask,
  finishedTask,
  runningTask,
} from '@kling-automation/core/testing';
import { expect, test } from 'vitest';
import { createLog } from '../runner/log.ts';
import { createFakeHost } from '../testing/fake-host.ts';
import { createTaskChooser } from './choose-task.ts';

function setUp(replies: Readonly<Record<string, ReturnType<typeof finishedTask>>>) {
  const transport = createScriptedTransport(({ path }) => {
    const reply = replies[path.split('/').at(-1) ?? ''];
    if (reply === undefined) throw new Error('down');
    return reply;
  });
  const host = createFakeHost();
  const client = createClient({ transport, clock: createVirtualClock() });
  const choose = createTaskChooser(client, createLog(host.console));
  return { choose: () => choose('abc', ['task_1', 'task_2']), host, transport };
}

test.for([
  ['that is ready', runningTask('task_1'), finishedTask('task_2'), 'task_2'],
  ['that did not fail', failedTask('task_1'), runningTask('task_2'), 'task_2'],
  ['that is known', undefined, runningTask('task_2'), 'task_2'],
  ['that comes first, if they are alike', runningTask('task_1'), runningTask('task_2'), 'task_1'],
] as const)('of two tasks the one %s is used', async ([, one, two, chosen], { expect }) => {
  const { choose } = setUp({ ...(one && { task_1: one }), task_2: two });

  expect(await choose()).toBe(chosen);
});

test('the other task is reported once', async () => {
  const { choose, host, transport } = setUp({
    task_1: runningTask('task_1'),
    task_2: finishedTask('task_2'),
  });

  await Promise.all([choose(), choose()]);

  expect(transport.requests).toHaveLength(2);
  expect(host.events).toEqual([
    'warning: : One submission has several tasks: task_2 is used, and task_1 may have been charged too.',
  ]);
});

test('nothing is asked when nothing may be sent', async () => {
  const host = createFakeHost();
  const choose = createTaskChooser(undefined, createLog(host.console));

  expect(await choose('abc', ['task_1', 'task_2'])).toBe('task_1');
});
