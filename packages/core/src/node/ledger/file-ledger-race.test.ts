import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { createFileLedger } from './file-ledger.ts';
import { startChildProgram } from './testing/child-program.ts';

const claimKeys = new URL('./testing/claim-keys.ts', import.meta.url);

const keys = Array.from({ length: 40 }, (_, index) => `video ${index}`);

test('of two processes that claim 40 keys at once, each key goes to exactly one', async () => {
  const directory = await mkdtemp(join(tmpdir(), 'ledger-'));
  await using one = startChildProgram(claimKeys, directory);
  await using other = startChildProgram(claimKeys, directory);
  await Promise.all([one.nextMessage(), other.nextMessage()]);
  const granted = [one.nextMessage(), other.nextMessage()];

  for (const program of [one, other]) program.send('claim');
  const [first, second] = await Promise.all(granted);

  expect([first, second].flat().sort()).toEqual([...keys].sort());
  const ledger = createFileLedger(directory);
  const owners = await Promise.all(keys.map((key) => ledger.read(key)));
  const { pid } = one;
  const isOfFirst = (_: string, index: number) => owners[index]?.owner === `${pid}`;
  expect(keys.filter(isOfFirst)).toEqual(first);
  expect(owners.every((entry) => entry?.state === 'submitting')).toBe(true);

  await Promise.all([one.kill(), other.kill()]);

  const entries = await Promise.all(keys.map((key) => ledger.read(key)));
  expect(entries.every((entry) => entry?.state === 'ambiguous')).toBe(true);
  await rm(directory, { recursive: true });
});
