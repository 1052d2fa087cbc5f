import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createFileLedger } from './file-ledger.ts';

const task = { state: 'submitted', attempt: 1, at: 2, submittedAt: 2, taskId: 'task_1' } as const;
const file = { bytes: 3, sha256: 'a'.repeat(64) };

describe('the ledger on disk', () => {
  let directory: string;
  beforeEach(async () => {
    directory = await mkdtemp(join(tmpdir(), 'ledger-'));
  });
  afterEach(() => rm(directory, { recursive: true }));

  test('is there for the next process, with what came of the video', async () => {
    const ledger = createFileLedger(join(directory, 'deep'));
    await ledger.claim('key', { state: 'submitting', attempt: 1, at: 1 }, undefined);
    await ledger.record('key', task);
    await ledger.noteFile('key', file);
    await ledger.record('key', { ...task, state: 'finished', attempt: 1, submittedAt: 2 });

    const next = createFileLedger(join(directory, 'deep'));

    expect(await next.read('key')).toMatchObject({ state: 'finished', taskId: 'task_1' });
    expect(await next.readFile('key')).toEqual(file);
    expect(await readdir(join(directory, 'deep'))).toEqual(['key.json']);
  });

  test('knows nothing of other videos, and leaves no page for a file without a task', async () => {
    const ledger = createFileLedger(directory);
    await ledger.noteFile('key', file);

    expect(await ledger.read('key')).toBeUndefined();
    expect(await readdir(directory)).toEqual([]);
  });

  test('does not take a page it cannot read for none: what it said is not known', async () => {
    await writeFile(join(directory, 'key.json'), '{"key":"key","entry":{"state":"sub');

    await expect(createFileLedger(directory).read('key')).rejects.toThrow('cannot be read');
  });
});
