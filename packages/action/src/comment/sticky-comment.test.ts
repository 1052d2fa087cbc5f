import { createVirtualClock } from '@kling-automation/core/testing';
import { describe, expect, test } from 'vitest';
import {
  createFakeGithub,
  errorResponse,
  type FakeGithub,
  noResponse,
} from '../github/testing/fake-github.ts';
import { postStickyComment } from './sticky-comment.ts';

function post(github: FakeGithub, markdown: string, identity: readonly string[] = ['ci', 'video']) {
  return postStickyComment({
    github,
    pullRequestNumber: 7,
    identity,
    markdown,
    clock: createVirtualClock({ timeLimitMilliseconds: 10_000 }),
    signal: new AbortController().signal,
  });
}

describe('a sticky comment', () => {
  test('is written once, then updated, then left alone', async () => {
    const github = createFakeGithub();

    expect(await post(github, 'one')).toMatchObject({ outcome: 'created' });
    expect(await post(github, 'two')).toMatchObject({ outcome: 'updated' });
    expect(await post(github, 'two')).toMatchObject({ outcome: 'kept' });
    expect(github.comments).toEqual([{ id: 1, body: expect.stringMatching(/^<!-- .* -->\ntwo$/) }]);
  });

  test('is each step’s own, and not one that quotes it', async () => {
    const github = createFakeGithub();
    await post(github, 'one');
    const [first] = github.comments;
    github.comments.splice(0, 1, { id: 1, body: `> ${first?.body}` });

    expect(await post(github, 'one')).toMatchObject({ outcome: 'created' });
    expect(await post(github, 'one', ['ci', 'other --> job'])).toMatchObject({
      outcome: 'created',
    });
  });

  test('is not written twice when the response to the first was lost', async () => {
    const github = createFakeGithub();
    const createComment: FakeGithub['createComment'] = async (issueNumber, body) => {
      await github.createComment(issueNumber, body);
      throw noResponse();
    };

    expect(await post({ ...github, createComment }, 'one')).toMatchObject({ outcome: 'kept' });
    expect(github.comments).toHaveLength(1);
  });

  test.each([401, 403, 404])('is given up when GitHub responds with %i', async (status) => {
    const github = createFakeGithub();
    github.before('create comment', () => {
      throw errorResponse(status, 'Resource not accessible by integration');
    });

    expect(await post(github, 'one')).toMatchObject({ outcome: 'not-allowed' });
  });

  test('fails when GitHub refuses it for another reason', async () => {
    const github = createFakeGithub();
    github.before('create comment', () => {
      throw errorResponse(422, 'Validation Failed');
    });

    await expect(post(github, 'one')).rejects.toThrow('status 422');
  });
});
