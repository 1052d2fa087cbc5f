import { expect, test } from 'vitest';
import { hasEnded, readStart, startIn, thisProcess } from './process-identity.ts';
import { startChildProgram } from './testing/child-program.ts';

const claimKeys = new URL('./testing/claim-keys.ts', import.meta.url);

test('a process knows that it has not ended', () => {
  expect(hasEnded(thisProcess())).toBe(false);
});

test('a process has ended once it was killed', async () => {
  const program = startChildProgram(claimKeys, '');
  await program.nextMessage();
  const identity = { ...thisProcess(), pid: program.pid, start: '' };
  expect(hasEnded(identity)).toBe(false);

  await program.kill();

  expect(hasEnded(identity)).toBe(true);
});

test('nothing is known of a process on another machine', () => {
  expect(hasEnded({ host: 'another.example', pid: 1, start: '' })).toBe(false);
});

test.runIf(process.platform === 'linux')('a reused process id is recognised by the start', () => {
  expect(hasEnded({ ...thisProcess(), start: 'an earlier boot 12' })).toBe(true);
});

test('a process whose start is unknown has not ended while its id is in use', () => {
  expect(hasEnded({ ...thisProcess(), start: '' })).toBe(false);
});

test('the start of a process is unknown where the system does not show it', () => {
  expect(readStart(process.pid, '/no-such-folder')).toBe('');
});

test.each([
  ['1234 (node) S 1 1234 1234 0 -1 4194304 1 0 0 0 5 1 0 0 20 0 11 0 98765 1 2', 'boot-1 98765'],
  ['9 (a) Z (b) R 1 9 9 0 -1 0 1 0 0 0 5 1 0 0 20 0 11 0 12 1 2', 'boot-1 12'],
  [
    '1234 (node) Z 1 1234 1234 0 -1 4194304 1 0 0 0 5 1 0 0 20 0 11 0 98765 1 2',
    'ended, and not yet removed by its parent',
  ],
])('reads the start from "%s"', (stat, start) => {
  expect(startIn(stat, 'boot-1')).toBe(start);
});
