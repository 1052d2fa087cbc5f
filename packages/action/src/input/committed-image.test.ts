import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { isImagePath } from '../storyboard/image-path.ts';
import { checkCommittedImage } from './committed-image.ts';

const commit = '0123456789abcdef0123456789abcdef01234567';
const event = {
  commit,
  repository: 'octo-org/demo',
  serverUrl: 'https://github.com',
  payload: { repository: { private: false } },
};
const picture = new TextEncoder().encode('picture');

let workspace: string;
let asked: string[];
beforeEach(async () => {
  workspace = await mkdtemp(join(tmpdir(), 'image-'));
  asked = [];
});
afterEach(() => rm(workspace, { recursive: true }));

function check(path: string, changes: Partial<typeof event> = {}, status = 200) {
  return checkCommittedImage(path, {
    event: { ...event, ...changes },
    workspace,
    async readPublicFile(url) {
      asked.push(url);
      return { status, content: picture };
    },
  });
}

test.each([
  ['images/shoe.png', true],
  ['shoe.png', true],
  ['https://example.com/shoe.png', false],
  ['data:image/png;base64,AAAA', false],
  ['', false],
  [7, false],
])('%j is a path: %s', (image, isPath) => {
  expect(isImagePath(image)).toBe(isPath);
});

describe('a committed image', () => {
  test('is the same by its content, in whichever commit', async () => {
    const [one, other] = [
      await check('./images/my shoe.png'),
      await check('a.png', { commit: 'f' }),
    ];

    expect(asked).toEqual([
      `https://raw.githubusercontent.com/octo-org/demo/${commit}/images/my%20shoe.png`,
      'https://raw.githubusercontent.com/octo-org/demo/f/a.png',
    ]);
    expect(one).toEqual(other);
    expect(one).toEqual({ identity: expect.stringMatching(/^sha256:[0-9a-f]{64}$/) });
  });

  test('may be in the workspace as it was committed', async () => {
    await writeFile(join(workspace, 'a.png'), 'picture');

    expect(await check('a.png')).toHaveProperty('identity');
  });

  test('is refused when the job has changed it', async () => {
    await writeFile(join(workspace, 'a.png'), 'another picture');

    expect(await check('a.png')).toEqual({
      issue:
        'a.png in the workspace is not what commit 0123456 has, and API in One gets the committed one. Commit it first, or give a public URL.',
    });
  });

  test('that nobody can fetch is refused, with where it should be', async () => {
    expect(await check('a.png', {}, 404)).toEqual({
      issue: `Nobody can fetch a.png of commit 0123456 from https://raw.githubusercontent.com/octo-org/demo/${commit}/a.png (HTTP 404). Commit and push the file, or give a public URL.`,
    });
  });

  test.each([
    [
      'of a private repository',
      'a.png',
      { payload: { repository: { private: true } } },
      /^This repository is private, so API in One cannot fetch a\.png\./,
    ],
    [
      'of another server',
      'a.png',
      { serverUrl: 'https://ghes.example' },
      /^a\.png is a path, and paths are for public repositories on github\.com\./,
    ],
    ['of no known commit', 'a.png', { commit: '' }, /^a\.png is a path/],
    ['above the repository', '../a.png', {}, /^Give the path of a committed file from the root/],
    ['of the machine', '/tmp/a.png', {}, /^Give the path of a committed file from the root/],
  ] as const)('%s is refused without a request', async (_what, path, changes, message) => {
    expect(await check(path, changes)).toEqual({ issue: expect.stringMatching(message) });
    expect(asked).toEqual([]);
  });
});
