import { mkdtemp, readdir, readFile, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { systemDisk } from './disk.ts';
import { createFileLedger, openFileLedger } from './file-ledger.ts';
import { thisProcess } from './process-identity.ts';

const intent = { state: 'submitting', attempt: 1, at: 1, credits: 300 } as const;
const task = { ...intent, state: 'submitted', at: 2, taskId: 'task_1', submittedAt: 2 } as const;
const failure = { ...intent, state: 'failed', at: 3, reason: 'unknown', isFinal: false } as const;

/** Above the highest process id of any system. */
const pidNeverUsed = 2 ** 22 + 1;

describe('A file ledger', () => {
  let directory: string;
  beforeEach(async () => {
    directory = await mkdtemp(join(tmpdir(), 'ledger-'));
  });
  afterEach(() => rm(directory, { recursive: true }));

  /** The path of a file of the only key, from 1. */
  const pathOf = async (number: number) => {
    const [folder = ''] = await readdir(directory);
    return join(directory, folder, `${number}.json`);
  };

  /** Makes the first entry look as if another process had written it. */
  const changeProcess = async (change: object) => {
    const file = JSON.parse(await readFile(await pathOf(1), 'utf8'));
    const changed = { ...file, process: { ...thisProcess(), ...change } };
    await writeFile(await pathOf(1), JSON.stringify(changed));
  };

  test('returns to the next process what was recorded, from a folder it creates', async () => {
    const deep = join(directory, 'deep', 'er');
    await createFileLedger(deep).claim('key', intent, undefined);
    await createFileLedger(deep).record('key', task);

    expect(await createFileLedger(deep).read('key')).toEqual(task);
    expect(await createFileLedger(deep).read('another key')).toBeUndefined();
  });

  test('grants one of many claims that come at once', async () => {
    const claims = Array.from({ length: 8 }, () =>
      createFileLedger(directory).claim('key', intent, undefined),
    );

    expect((await Promise.all(claims)).filter(Boolean)).toEqual([true]);
  });

  test('refuses a claim over an entry that has changed', async () => {
    const ledger = createFileLedger(directory);
    await ledger.record('key', failure);
    await ledger.record('key', task);

    expect(await ledger.claim('key', { ...intent, attempt: 2 }, failure)).toBe(false);
    expect(await ledger.claim('key', intent, undefined)).toBe(false);
    expect(await ledger.read('key')).toEqual(task);
  });

  test('grants a claim over the entry it returned', async () => {
    const ledger = createFileLedger(directory);
    await ledger.record('key', { ...failure, owner: undefined });

    const previous = await ledger.read('key');

    expect(await ledger.claim('key', { ...intent, attempt: 2 }, previous)).toBe(true);
    expect(await ledger.read('key')).toEqual({ ...intent, attempt: 2 });
  });

  test('does not let a late record of an earlier attempt hide a later attempt', async () => {
    const ledger = createFileLedger(directory);
    await ledger.record('key', { ...task, attempt: 2, taskId: 'task_2' });

    await ledger.record('key', failure);
    await ledger.record('key', task);

    expect(await ledger.read('key')).toMatchObject({ attempt: 2, taskId: 'task_2' });
  });

  test('takes the task of an earlier attempt when the later attempt made none', async () => {
    const ledger = createFileLedger(directory);
    await ledger.record('key', { ...failure, attempt: 2 });

    await ledger.record('key', failure);
    expect(await ledger.read('key')).toMatchObject({ state: 'failed', attempt: 2 });
    await ledger.record('key', task);
    expect(await ledger.read('key')).toEqual(task);
  });

  test('keeps all of many records that come at once', async () => {
    const ledger = createFileLedger(directory);
    const records = Array.from({ length: 8 }, (_, index) =>
      ledger.record('key', { ...task, taskId: `task_${index}` }),
    );
    await Promise.all(records);

    const names = await readdir(join(await pathOf(1), '..'));
    expect(names.sort()).toEqual([1, 2, 3, 4, 5, 6, 7, 8].map((number) => `${number}.json`));
  });

  test('keeps apart any two keys, and stays inside its folder', async () => {
    const anyKey = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 2000 }),
      fc.constantFrom(
        'a',
        'A',
        '../../a',
        '/',
        '',
        '.',
        'nul',
        'a\0b',
        '\ud800',
        '\udfff',
        '\ufffd',
      ),
    );
    await fc.assert(
      fc.asyncProperty(fc.tuple(anyKey, anyKey), async ([one, other]) => {
        fc.pre(one !== other);
        const folder = await mkdtemp(join(directory, 'keys-'));
        const ledger = createFileLedger(folder);
        await ledger.record(one, task);

        expect(await ledger.read(one)).toEqual(task);
        expect(await ledger.read(other)).toBeUndefined();
        expect((await readdir(folder)).join()).toMatch(/^[0-9a-f]{32}$/);
      }),
      { numRuns: 40 },
    );
  });

  test.each(['', '{"key":"key","entry":{"state":"sub', '\0\0\0\0', '{}', 'null'])(
    'does not take a damaged file for an empty ledger: %j',
    async (text) => {
      const ledger = createFileLedger(directory);
      await ledger.record('key', task);
      const path = await pathOf(1);
      await truncate(path);
      await writeFile(path, text);

      const message = `The ledger file ${path} is incomplete or was changed by hand, so it is unknown whether this video was paid for. Look for its task in the API in One dashboard. To submit the video again, delete the folder ${join(path, '..')}.`;
      await expect(ledger.read('key')).rejects.toThrow(message);
      await expect(ledger.claim('key', intent, undefined)).rejects.toThrow(message);
    },
  );

  test('does not take the file of another key for its own', async () => {
    const ledger = createFileLedger(directory);
    await ledger.record('key', task);
    const text = await readFile(await pathOf(1), 'utf8');
    await writeFile(await pathOf(1), text.replace('"key": "key"', '"key": "another key"'));

    await expect(ledger.read('key')).rejects.toThrow('changed by hand');
  });

  test('records a task over a damaged file', async () => {
    const ledger = createFileLedger(directory);
    await ledger.record('key', failure);
    await truncate(await pathOf(1));

    await ledger.record('key', task);

    expect(await ledger.read('key')).toEqual(task);
  });

  test('refuses an entry that could not be read again', async () => {
    const ledger = createFileLedger(directory);

    await expect(ledger.claim('key', { ...intent, at: Number.NaN }, undefined)).rejects.toThrow();
    expect(await ledger.read('key')).toBeUndefined();
  });

  test('reads a submission as ambiguous once its process has ended', async () => {
    const ledger = createFileLedger(directory);
    await ledger.claim('key', intent, undefined);
    expect(await ledger.read('key')).toEqual(intent);

    await changeProcess({ pid: pidNeverUsed });
    const entry = await ledger.read('key');

    expect(entry).toEqual({ ...intent, state: 'ambiguous' });
    expect(await ledger.claim('key', { ...intent, attempt: 2 }, entry)).toBe(true);
  });

  test('leaves a submission to the process of another machine', async () => {
    const ledger = createFileLedger(directory);
    await ledger.claim('key', intent, undefined);

    await changeProcess({ host: 'another.example' });

    expect(await ledger.read('key')).toEqual(intent);
  });

  test('finds what a process recorded directly before it ended', async () => {
    await createFileLedger(directory).claim('key', intent, undefined);
    await changeProcess({ pid: pidNeverUsed });
    let reads = 0;
    const ledger = openFileLedger(directory, {
      ...systemDisk,
      async readFile(path) {
        reads += 1;
        if (reads === 1) await createFileLedger(directory).record('key', task);
        return systemDisk.readFile(path);
      },
    });

    expect(await ledger.read('key')).toEqual(task);
  });
});
