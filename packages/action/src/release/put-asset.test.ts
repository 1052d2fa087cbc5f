import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createVirtualClock } from '@kling-automation/core/testing';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { GithubError } from '../github/github-error.ts';
import {
  createFakeGithub,
  draft,
  errorResponse,
  type FakeGithub,
  nameTaken,
  noResponse,
  sha256,
} from '../github/testing/fake-github.ts';
import { openReleaseStore } from './open-release-store.ts';

const text = 'the new video';
const name = 'a-lighthouse-01234567.mp4';
const temporaryName = `uploading-${sha256(text)}-${name}`;
let directory = '';

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'kling-put-'));
  await writeFile(join(directory, name), text);
});
afterAll(() => rm(directory, { recursive: true }));

async function put(github: FakeGithub, changes: object = {}) {
  const releaseStore = await openReleaseStore({
    input: 'v1',
    event: { name: 'push', payload: {} },
    ref: { name: 'main', type: 'branch' },
    github,
    clock: createVirtualClock({ timeLimitMilliseconds: 10_000 }),
    signal: new AbortController().signal,
  });
  return await releaseStore.put({
    name,
    path: join(directory, name),
    label: 'A lighthouse',
    bytes: text.length,
    sha256: sha256(text),
    ...changes,
  });
}

describe('a file put on a release', () => {
  test('is uploaded under its name if there is none of it', async () => {
    const github = createFakeGithub(draft);

    expect(await put(github)).toEqual({
      outcome: 'uploaded',
      assetUrl: `https://github.test/${name}`,
    });
    expect(github.contents).toEqual([`${name} (A lighthouse): ${text}`]);
  });

  test('is kept if the same content is there, without an upload', async () => {
    const github = createFakeGithub(draft);
    github.store({ name, text, label: 'A lighthouse' });

    expect(await put(github)).toMatchObject({ outcome: 'kept' });
    expect(github.calls).toEqual(['list releases', 'list assets']);
  });

  test('is kept by its content if GitHub has no digest, and its label is corrected', async () => {
    const github = createFakeGithub(draft);
    github.store({ name, text, sha256: undefined });

    expect(await put(github)).toMatchObject({ outcome: 'kept' });
    expect(github.contents).toEqual([`${name} (A lighthouse): ${text}`]);
    expect(github.calls).toContain(`open ${name}`);
  });

  test('takes the place of another one only when it is there whole', async () => {
    const github = createFakeGithub(draft);
    github.store({ name, text: 'the old video' });

    expect(await put(github)).toMatchObject({ outcome: 'replaced' });
    expect(github.calls.slice(2)).toEqual([
      `upload ${temporaryName}`,
      `delete ${name}`,
      `name ${name}`,
    ]);
    expect(github.contents).toEqual([`${name} (A lighthouse): ${text}`]);
  });

  test('continues after an earlier run was cut off between delete and rename', async () => {
    const github = createFakeGithub(draft);
    github.store({ name: temporaryName, text });

    expect(await put(github)).toMatchObject({ outcome: 'replaced' });
    expect(github.calls.slice(2)).toEqual([`name ${name}`]);
  });

  test('finds what an upload left when its response was lost', async () => {
    const github = createFakeGithub(draft);
    github.before('upload', () => {
      github.store({ name, text, label: 'A lighthouse' });
      throw noResponse();
    });

    expect(await put(github)).toMatchObject({ outcome: 'kept' });
    expect(github.contents).toHaveLength(1);
  });

  test('clears away the empty asset that a broken upload leaves', async () => {
    const github = createFakeGithub(draft);
    github.before('upload', () => {
      github.store({ name, text: '', isWhole: false });
      throw errorResponse(502, 'Bad Gateway');
    });

    expect(await put(github)).toMatchObject({ outcome: 'uploaded' });
    expect(github.contents).toEqual([`${name} (A lighthouse): ${text}`]);
  });

  test('compares when another run took the name in between', async () => {
    const github = createFakeGithub(draft);
    github.before('upload', () => {
      github.store({ name, text: 'of the other run' });
      throw nameTaken();
    });

    expect(await put(github)).toMatchObject({ outcome: 'replaced' });
    expect(github.contents).toEqual([`${name} (A lighthouse): ${text}`]);
  });
});

describe('a file that cannot be put on a release', () => {
  test.each([
    ['a name GitHub would rewrite', { name: 'a video.mp4' }, 'GitHub would rewrite'],
    ['2 GiB', { bytes: 2 ** 31 }, 'less than 2 GiB'],
    ['a size that changes', { bytes: 5 }, 'something else writes to it'],
  ])('for %s is refused before anything is sent', async (_why, changes, words) => {
    const github = createFakeGithub(draft);

    await expect(put(github, changes)).rejects.toMatchObject({
      code: 'unusable-file',
      message: expect.stringContaining(words),
    });
    expect(github.calls).toEqual(['list releases']);
  });

  test.each([
    [401, 'Bad credentials', 'forbidden', 'github-token'],
    [403, 'Resource not accessible by integration', 'forbidden', 'contents: write'],
    [
      422,
      'Cannot upload assets to an immutable release.',
      'immutable',
      'while the release is a draft',
    ],
    [422, 'Validation Failed', 'refused', 'status 422'],
    [502, 'Bad Gateway', 'unreachable', 'githubstatus.com'],
  ])('by status %i, %s, is reported as %s', async (status, apiMessage, code, words) => {
    const github = createFakeGithub(draft);
    for (let time = 0; time < 5; time += 1) {
      github.before('upload', () => {
        throw errorResponse(status, apiMessage);
      });
    }

    await expect(put(github)).rejects.toMatchObject({
      code,
      message: expect.stringContaining(words),
    });
  });

  test('for this hour, as the token has no requests left, is not reported as a missing permission', async () => {
    const github = createFakeGithub(draft);
    github.before('upload', () => {
      throw new GithubError({
        what: 'Uploading',
        status: 403,
        apiMessage: 'API rate limit exceeded',
        retryAfterSeconds: 3600,
      });
    });

    await expect(put(github)).rejects.toMatchObject({
      code: 'unreachable',
      message: expect.stringContaining('no more requests with this token'),
    });
  });

  test('never arrives whole, and what arrived is removed', async () => {
    const github = createFakeGithub(draft);
    const uploadAsset: FakeGithub['uploadAsset'] = async () => github.store({ name, text: 'half' });

    await expect(put({ ...github, uploadAsset })).rejects.toMatchObject({ code: 'damaged' });
    expect(github.contents).toEqual([]);
  });
});
