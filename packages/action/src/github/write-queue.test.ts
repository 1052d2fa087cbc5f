import { createVirtualClock } from '@kling-automation/core/testing';
import { expect, test } from 'vitest';
import { createWriteQueue, urgencies } from './write-queue.ts';

test('fifteen writes go at once, then one a second', async () => {
  const clock = createVirtualClock();
  const queue = createWriteQueue(clock);
  const startedAt: number[] = [];
  const write = async () => startedAt.push(clock.elapsed());

  await Promise.all(Array.from({ length: 18 }, () => queue.run(urgencies.other, write)));

  expect(startedAt.slice(13)).toEqual([0, 0, 1000, 2000, 3000]);
});

test('after a pause, writes go at once again', async () => {
  const clock = createVirtualClock();
  const queue = createWriteQueue(clock);
  const writeMany = () =>
    Promise.all(Array.from({ length: 15 }, () => queue.run(urgencies.other, async () => {})));
  await writeMany();
  await clock.sleep(15_000);

  await writeMany();

  expect(clock.elapsed()).toBe(15_000);
});

test('what is paid is written before everything that waits', async () => {
  const clock = createVirtualClock();
  const queue = createWriteQueue(clock);
  const written: string[] = [];
  const write = (urgency: keyof typeof urgencies) =>
    queue.run(urgencies[urgency], async () => written.push(urgency));
  const first = Array.from({ length: 15 }, () => write('other'));

  await Promise.all([
    ...first,
    write('other'),
    write('claim'),
    write('reservation'),
    write('paid'),
    write('claim'),
  ]);

  expect(written.slice(15)).toEqual(['paid', 'reservation', 'claim', 'claim', 'other']);
});

test('a write that fails does not stop the next one', async () => {
  const queue = createWriteQueue(createVirtualClock());

  await expect(queue.run(urgencies.paid, () => Promise.reject(new Error('no')))).rejects.toThrow(
    'no',
  );
  expect(await queue.run(urgencies.paid, async () => 'done')).toBe('done');
});
