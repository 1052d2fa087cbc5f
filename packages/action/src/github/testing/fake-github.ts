import { createHash } from 'node:crypto';
import type { Asset, Comment, GithubApi, Release } from '../github-api.ts';
import { GithubError } from '../github-error.ts';

/** A repository in memory. */
export interface FakeGithub extends GithubApi {
  /** What was asked, in order: `upload a.mp4`. */
  readonly calls: readonly string[];
  readonly releases: Release[];
  /** The tags of the repository; a draft needs none. */
  readonly tags: string[];
  readonly comments: Comment[];
  /** Puts an asset there, as someone else would. */
  store(asset: Partial<Asset> & { readonly name: string; readonly text: string }): Asset;
  /** What is there now: `a.mp4 (label): text`. */
  readonly contents: readonly string[];
  /** Runs before the next call that begins with these words; it may throw. */
  before(words: string, happening: () => void): void;
}

export function createFakeGithub(...releases: readonly Release[]): FakeGithub {
  const calls: string[] = [];
  const happenings: { readonly words: string; readonly happening: () => void }[] = [];
  const assets = new Map<number, { readonly asset: Asset; readonly text: string }>();
  const kept: Release[] = [...releases];
  const comments: Comment[] = [];
  const tags: string[] = [];
  let lastId = 100;
  let lastCommentId = 0;

  const note = (call: string) => {
    calls.push(call);
    const at = happenings.findIndex(({ words }) => call.startsWith(words));
    if (at >= 0) happenings.splice(at, 1)[0]?.happening();
  };
  const existing = (id: number) => {
    const found = assets.get(id);
    if (found === undefined) throw errorResponse(404, 'Not Found');
    return found;
  };
  const store: FakeGithub['store'] = ({ text, ...facts }) => {
    lastId += 1;
    const asset: Asset = {
      id: lastId,
      label: '',
      isWhole: true,
      bytes: text.length,
      sha256: sha256(text),
      assetUrl: `https://github.test/${facts.name}`,
      ...facts,
    };
    assets.set(asset.id, { asset, text });
    return asset;
  };
  return {
    calls,
    comments,
    releases: kept,
    tags,
    store,
    before: (words, happening) => happenings.push({ words, happening }),
    get contents() {
      return [...assets.values()].map(
        ({ asset, text }) => `${asset.name} (${asset.label}): ${text}`,
      );
    },
    async *listReleases() {
      note('list releases');
      yield* [...kept];
    },
    async readRelease(id) {
      note('read release');
      const release = kept.find((candidate) => candidate.id === id);
      if (release === undefined) throw errorResponse(404, 'Not Found');
      return release;
    },
    hasTag: async (tagName) => tags.includes(tagName),
    async createDraftRelease(tagName) {
      note(`create ${tagName}`);
      lastId += 1;
      const release = { ...draft, id: lastId, tagName };
      kept.unshift(release);
      return release;
    },
    async deleteRelease(id) {
      note(`delete release ${id}`);
      kept.splice(0, kept.length, ...kept.filter((release) => release.id !== id));
    },
    async writeReleaseBody(id, body) {
      note(`write release ${id}`);
      const at = kept.findIndex((release) => release.id === id);
      const release = kept[at];
      if (release === undefined) throw errorResponse(404, 'Not Found');
      kept[at] = { ...release, body };
    },
    async *listAssets() {
      note('list assets');
      yield* [...assets.values()].map(({ asset }) => asset);
    },
    async uploadAsset(_release, { content, label, name }) {
      const text = await content.text();
      note(`upload ${name}`);
      if ([...assets.values()].some(({ asset }) => asset.name === name)) throw nameTaken();
      return store({ name, label, text });
    },
    async nameAsset(id, names) {
      note(`name ${names.name}`);
      const { asset, text } = existing(id);
      assets.set(id, { asset: { ...asset, ...names }, text });
      return { ...asset, ...names };
    },
    async deleteAsset(id) {
      const { asset } = existing(id);
      note(`delete ${asset.name}`);
      assets.delete(id);
    },
    async openAsset(id) {
      const { asset, text } = existing(id);
      note(`open ${asset.name}`);
      return new Blob([text]).stream();
    },
    async *listComments() {
      note('list comments');
      yield* [...comments];
    },
    async createComment(_issueNumber, body) {
      note('create comment');
      lastCommentId += 1;
      comments.push({ id: lastCommentId, body });
      return { id: lastCommentId, body };
    },
    async updateComment(id, body) {
      note('update comment');
      const at = comments.findIndex((comment) => comment.id === id);
      if (at < 0) throw errorResponse(404, 'Not Found');
      comments.splice(at, 1, { id, body });
      return { id, body };
    },
    async deleteComment(id) {
      note('delete comment');
      const at = comments.findIndex((comment) => comment.id === id);
      if (at >= 0) comments.splice(at, 1);
    },
  };
}

/** A draft of the tag v1. */
export const draft: Release = {
  id: 1,
  tagName: 'v1',
  name: 'First',
  body: '',
  isDraft: true,
  isImmutable: false,
  uploadUrl: 'https://uploads.test/1{?name,label}',
};

export function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

export function errorResponse(status: number, apiMessage: string): GithubError {
  return new GithubError({ what: 'Asking', status, apiMessage });
}

export function nameTaken(): GithubError {
  const facts = { what: 'Uploading', status: 422, apiMessage: 'Validation Failed' };
  return new GithubError({ ...facts, errorCodes: ['already_exists'] });
}

/** The connection ended before the response. */
export function noResponse(): GithubError {
  return new GithubError({ what: 'Asking', status: undefined, apiMessage: 'ECONNRESET' });
}
