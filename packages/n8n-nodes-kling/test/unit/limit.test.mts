import { expect, test } from 'vitest';
import { createLimit } from '../../nodes/Kling/host/limit.ts';

test('lets so many tasks run at once, each other one in its turn', async () => {
  const limit = createLimit(2);
  let running = 0;
  let most = 0;
  const task = async (name: number) => {
    running += 1;
    most = Math.max(most, running);
    await new Promise((resolve) => setImmediate(resolve));
    running -= 1;
    return name;
  };

  const names = await Promise.all([1, 2, 3, 4, 5].map((name) => limit(() => task(name))));

  expect(names).toEqual([1, 2, 3, 4, 5]);
  expect(most).toBe(2);
});

test('goes on after a task that fails', async () => {
  const limit = createLimit(1);

  const results = await Promise.allSettled([
    limit(() => Promise.reject(new Error('no'))),
    limit(async () => 'yes'),
  ]);

  expect(results).toMatchObject([{ status: 'rejected' }, { status: 'fulfilled', value: 'yes' }]);
});
