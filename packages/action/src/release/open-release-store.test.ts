import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createVirtualClock } from '@kling-automation/core/testing';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Release } from '../github/github-api.ts';
import {
  createFakeGithub,
  draft,
  errorResponse,
  type FakeGithub,
  sha256,
} from '../github/testing/fake-github.ts';
import { openReleaseStore } from './open-release-store.ts';
import type { ReleaseStore } from './release-store.ts';

const published: Release = { ...draft, id: 2, isDraft: false };
const { signal } = new AbortController();

interface Ask {
  readonly input?: string;
  readonly eventName?: string;
  readonly payload?: unknown;
  readonly tag?: string;
}

function open(github: FakeGithub, { eventName = 'push', input = 'auto', payload, tag }: Ask = {}) {
  return openReleaseStore({
    input,
    event: { name: eventName, payload },
    ref: tag === undefined ? { name: 'main', type: 'branch' } : { name: tag, type: 'tag' },
    github,
    clock: createVirtualClock({ timeLimitMilliseconds: 10_000 }),
    signal,
  });
}

let directory: string;
beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'release-'));
});
afterAll(() => rm(directory, { recursive: true }));

/** Attaches a video to a release. */
async function put(releaseStore: ReleaseStore, name: string): Promise<void> {
  const path = join(directory, name);
  await writeFile(path, 'video');
  await releaseStore.put({ name, path, label: name, bytes: 5, sha256: sha256('video') });
}

describe('the release that the input means', () => {
  test.each<[string, Ask, string]>([
    [
      'the event’s',
      { eventName: 'release', payload: { release: { id: 1 } } },
      'release v1 (draft)',
    ],
    ['the one of a tag that was pushed', { tag: 'v1' }, 'release v1 (draft)'],
    ['the one of a tag given', { input: 'v1' }, 'release v1 (draft)'],
    ['one to be created for a tag given', { input: 'v9' }, 'release v9 (to be created as a draft)'],
  ])('is %s', async (_what, ask, description) => {
    const github = createFakeGithub(draft);
    github.tags.push('v9');

    expect(await open(github, ask)).toMatchObject({ description, obstacle: undefined });
    expect(github.releases).toEqual([draft]);
  });

  test('is the published one if there are drafts, else the oldest draft', async () => {
    const younger = { ...draft, id: 7 };
    const all = await open(createFakeGithub(younger, draft, published), { input: 'v1' });
    const drafts = createFakeGithub(younger, draft);
    const releaseStore = await open(drafts, { input: 'v1' });
    await put(releaseStore, 'a.mp4');

    expect(all.description).toBe('release v1');
    expect(drafts.releases).toEqual([younger, draft]);
  });

  test.each<[string, Ask, RegExp]>([
    [
      'auto on a branch',
      {},
      /^With release: auto there must be a release or a tag .* there is none/,
    ],
    ['auto on a tag without a release', { tag: 'v9' }, /^The tag v9 has no release\. Create one/],
    [
      'auto on an odd release event',
      { eventName: 'release', payload: { release: 1 } },
      /^With release: auto there must be a release/,
    ],
    [
      'auto on the event of a deleted release',
      { eventName: 'release', payload: { release: { id: 9 } } },
      /^The release of this event \(9\) was deleted\./,
    ],
    [
      'a misspelt tag',
      { input: 'v1.20' },
      /^There is no release and no tag "v1\.20"\. Did you mean "v1\.2\.0"\?/,
    ],
    ['a full reference', { input: 'refs/tags/v1.2.0' }, /Did you mean "v1\.2\.0"\?/],
    ['AUTO', { input: 'AUTO' }, /Did you mean "auto"\?/],
    ['latest', { input: 'latest' }, /Known: auto, v1\.2\.0\./],
  ])('is missing, and never created, with %s', async (_what, ask, message) => {
    const release = { ...published, tagName: 'v1.2.0' };
    const github = createFakeGithub(release);

    const releaseStore = await open(github, ask);

    expect(releaseStore.description).toBe('none');
    expect(releaseStore.obstacle).toMatchObject({ code: 'no-such-release' });
    expect(releaseStore.obstacle?.message).toMatch(message);
    await expect(put(releaseStore, 'a.mp4')).rejects.toBe(releaseStore.obstacle);
    expect(github.releases).toEqual([release]);
  });

  test('knows beforehand that it is immutable', async () => {
    const github = createFakeGithub({ ...published, isImmutable: true });
    github.store({ name: 'a.mp4', text: 'video' });
    const releaseStore = await open(github, { input: 'v1' });

    expect(releaseStore.obstacle?.message).toContain('Release v1 is published and immutable');
    expect(await releaseStore.find('a.mp4')).toMatchObject({ bytes: 5 });
  });
});

describe('a draft that has to be made', () => {
  test('is made once, however many ask', async () => {
    const github = createFakeGithub();
    github.tags.push('v1');
    const releaseStore = await open(github, { input: 'v1' });

    await Promise.all([put(releaseStore, 'a.mp4'), put(releaseStore, 'b.mp4')]);

    expect(github.calls.filter((call) => call.startsWith('create'))).toEqual(['create v1']);
  });

  test('gives way to one that another run made at the same moment', async () => {
    const github = createFakeGithub();
    github.tags.push('v1');
    github.before('create', () => github.releases.push(draft));
    const releaseStore = await open(github, { input: 'v1' });

    await put(releaseStore, 'a.mp4');

    expect(github.releases).toEqual([draft]);
  });
});

describe('an asset', () => {
  test('is downloaded whole', async () => {
    const directory = await mkdtemp(join(tmpdir(), 'kling-releaseStore-'));
    const github = createFakeGithub(draft);
    github.store({ name: 'a.mp4', text: 'video' });
    const asset = await (await open(github, { input: 'v1' })).find('a.mp4');

    await asset?.download(join(directory, 'a.mp4'), signal);

    expect(await readFile(join(directory, 'a.mp4'), 'utf8')).toBe('video');
    await rm(directory, { recursive: true });
  });

  test('that comes damaged leaves nothing behind', async () => {
    const directory = await mkdtemp(join(tmpdir(), 'kling-releaseStore-'));
    const github = createFakeGithub(draft);
    github.store({ name: 'a.mp4', text: 'video', sha256: sha256('other') });
    const asset = await (await open(github, { input: 'v1' })).find('a.mp4');

    await expect(asset?.download(join(directory, 'a.mp4'), signal)).rejects.toMatchObject({
      code: 'damaged',
    });
    expect(await readdir(directory)).toEqual([]);
    await rm(directory, { recursive: true });
  });

  test('is found by its content if it has another name', async () => {
    const github = createFakeGithub(draft);
    github.store({ name: 'old.mp4', text: 'video' });
    const releaseStore = await open(github, { input: 'v1' });

    expect(await releaseStore.find('new.mp4', sha256('video'))).toMatchObject({ name: 'old.mp4' });
    expect(await releaseStore.find('new.mp4', sha256('other'))).toBeUndefined();
    expect(await releaseStore.find('new.mp4')).toBeUndefined();
  });

  test('that is not whole is not there', async () => {
    const github = createFakeGithub(draft);
    github.store({ name: 'a.mp4', text: '', isWhole: false });
    const releaseStore = await open(github, { input: 'v1' });

    expect(await releaseStore.find('a.mp4')).toBeUndefined();
  });
});

describe('the text of the release', () => {
  const video = {
    name: 'Teaser',
    seconds: 8,
    assetUrl: 'https://github.test/o/r/releases/download/v1/teaser.mp4',
  };
  const other = { ...video, name: 'Tour', assetUrl: video.assetUrl.replace('teaser', 'tour') };

  test('lists its videos, and is left alone once it does', async () => {
    const github = createFakeGithub({ ...published, body: 'Faster starts.' });
    const releaseStore = await open(github, { input: 'v1' });

    const first = await releaseStore.list([video]);
    const again = await (await open(github, { input: 'v1' })).list([video]);

    expect([first, again]).toEqual([true, false]);
    expect(github.releases[0]?.body).toMatch(/^Faster starts\.\n\n<!--.*teaser\.mp4.*-->$/s);
    expect(github.calls.filter((call) => call.startsWith('write'))).toEqual(['write release 2']);
  });

  test('keeps what another job lists at the same time', async () => {
    const github = createFakeGithub(published);
    const [mine, theirs] = [
      await open(github, { input: 'v1' }),
      await open(github, { input: 'v1' }),
    ];
    github.before('write release', () => void theirs.list([other]));

    await mine.list([video]);
    await theirs.list([other]);

    expect(github.releases[0]?.body).toContain('teaser.mp4');
    expect(github.releases[0]?.body).toContain('tour.mp4');
  });

  test('is no obstacle for videos when it cannot be written', async () => {
    const github = createFakeGithub(published);
    github.before('write release', () => {
      throw errorResponse(403, 'Resource not accessible by integration');
    });
    const releaseStore = await open(github, { input: 'v1' });

    await expect(releaseStore.list([video])).rejects.toMatchObject({ code: 'forbidden' });
  });
});

test('of two assets with the content of a video the one with its name is found', async () => {
  const github = createFakeGithub(published);
  github.store({ name: 'teaser-final.mp4', text: 'video' });
  github.store({ name: 'teaser.mp4', text: 'video' });
  const releaseStore = await open(github, { input: 'v1' });

  const found = [
    await releaseStore.find('teaser.mp4', sha256('video')),
    await releaseStore.find('tour.mp4', sha256('video')),
  ];

  expect(found.map((asset) => asset?.name)).toEqual(['teaser.mp4', 'teaser-final.mp4']);
});
