import { createVirtualClock } from '@kling-automation/core/testing';
import { describe, expect, test } from 'vitest';
import {
  createFakeGithub,
  errorResponse,
  type FakeGithub,
  noResponse,
} from '../github/testing/fake-github.ts';
import { postStickyComment, type StickyComment } from './sticky-comment.ts';

function post(
  github: FakeGithub,
  markdown: string,
  { hasCompany = false, identity = ['ci', 'video'] }: Partial<StickyComment> = {},
) {
  return postStickyComment({
    github,
    pullRequestNumber: 7,
    identity,
    write: () => markdown,
    hasCompany,
    clock: createVirtualClock({ timeLimitMilliseconds: 10_000 }),
    signal: new AbortController().signal,
  });
}

const ofTour = { identity: ['ci', 'other --> job'], hasCompany: true };

describe('a sticky comment', () => {
  test('is written once, then updated, then left alone', async () => {
    const github = createFakeGithub();

    expect(await post(github, 'one')).toBe('created');
    expect(await post(github, 'two')).toBe('updated');
    expect(await post(github, 'two')).toBe('kept');
    expect(github.comments).toEqual([
      { id: 1, body: expect.stringMatching(/^<!-- .* -->\n<!-- .* -->\ntwo\n<!-- .* -->$/) },
    ]);
  });

  test('has a part of each job, by their titles, and touches no other', async () => {
    const github = createFakeGithub();
    await post(github, '### Tour: plan', ofTour);
    await post(github, '### Teaser: plan');

    await post(github, '### Tour: result', ofTour);

    expect(github.comments.map(({ body }) => body.match(/^### .*/gm))).toEqual([
      ['### Teaser: plan', '### Tour: result'],
    ]);
  });

  test('is one although two jobs begin it at the same moment', async () => {
    const github = createFakeGithub();
    let isOther = true;
    const createComment: FakeGithub['createComment'] = async (issueNumber, body) => {
      if (isOther) {
        isOther = false;
        await post(github, '### Tour: plan', ofTour);
      }
      return github.createComment(issueNumber, body);
    };

    await post({ ...github, createComment }, '### Teaser: plan');

    expect(github.comments.map(({ body }) => body.match(/^### .*/gm))).toEqual([
      ['### Teaser: plan', '### Tour: plan'],
    ]);
  });

  test('gets its part again when another job has overwritten it', async () => {
    const github = createFakeGithub();
    await post(github, '### Tour: plan', ofTour);
    const [{ body: withoutTeaser = '' } = {}] = github.comments;
    let writes = 0;
    const updateComment: FakeGithub['updateComment'] = async (id, body) => {
      writes += 1;
      return github.updateComment(id, writes === 1 ? withoutTeaser : body);
    };

    await post({ ...github, updateComment }, '### Teaser: plan');

    expect(writes).toBe(2);
    expect(github.comments[0]?.body).toContain('### Teaser: plan');
  });

  test('is not one that quotes it', async () => {
    const github = createFakeGithub();
    await post(github, 'one');
    const [first] = github.comments;
    github.comments.splice(0, 1, { id: 1, body: `> ${first?.body}` });

    expect(await post(github, 'one')).toBe('created');
  });

  test('is not written twice when the response to the first was lost', async () => {
    const github = createFakeGithub();
    const createComment: FakeGithub['createComment'] = async (issueNumber, body) => {
      await github.createComment(issueNumber, body);
      throw noResponse();
    };

    expect(await post({ ...github, createComment }, 'one')).toBe('kept');
    expect(github.comments).toHaveLength(1);
  });

  test.each([401, 403, 404])('is given up when GitHub responds with %i', async (status) => {
    const github = createFakeGithub();
    github.before('create comment', () => {
      throw errorResponse(status, 'Resource not accessible by integration');
    });

    expect(await post(github, 'one')).toBe('not-allowed');
  });

  test('fails when GitHub refuses it for another reason', async () => {
    const github = createFakeGithub();
    github.before('create comment', () => {
      throw errorResponse(422, 'Validation Failed');
    });

    await expect(post(github, 'one')).rejects.toThrow('status 422');
  });
});
