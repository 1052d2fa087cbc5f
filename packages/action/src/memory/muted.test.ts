import { setImmediate as pause } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { muted } from './muted.ts';

test('what a call prints is heard and not shown; others print on', async () => {
  const heard: string[] = [];
  const call = async () => {
    process.stdout.write('::warning::from the call\n');
    await pause();
    process.stdout.write(Buffer.from('later\n'));
    return 1;
  };

  const value = await muted(call, (text) => heard.push(text));

  expect(value).toBe(1);
  expect(heard).toEqual(['::warning::from the call\n', 'later\n']);
  expect(process.stdout.write('')).toBe(true);
});
