import { describe, expect, test } from 'vitest';
import { isNameTaken } from '../release/put-asset.ts';
import { asGithubError } from './github-error.ts';

const answer = (status: number, data: unknown, headers = {}) =>
  Object.assign(new Error('as Octokit puts it'), { status, response: { status, data, headers } });

describe('a failure on GitHub', () => {
  test('is told with GitHub’s status and sentence', () => {
    const error = asGithubError(
      'Uploading a.mp4',
      answer(403, { message: 'Resource not accessible by integration' }),
    );

    expect(error.message).toBe(
      'Uploading a.mp4 failed on GitHub: status 403, Resource not accessible by integration',
    );
    expect(error.isPassing).toBe(false);
  });

  test('without an answer has no status, whatever Octokit says', () => {
    const error = asGithubError(
      'Asking',
      Object.assign(new Error('fetch failed'), { status: 500, response: undefined }),
    );

    expect(error).toMatchObject({ status: undefined, apiMessage: 'fetch failed', isPassing: true });
  });

  test('that is a page of the edge is told by its status', () => {
    expect(asGithubError('Asking', answer(502, '<html>')).apiMessage).toBe('Bad Gateway');
  });

  test('recognises a name that is taken', () => {
    // Recorded by GitHub's Octokit team: release-assets-conflict of @octokit/fixtures 23.1.1.
    const recorded = {
      message: 'Validation Failed',
      documentation_url: 'https://docs.github.com/rest',
      errors: [{ resource: 'ReleaseAsset', code: 'already_exists', field: 'name' }],
    };

    const error = asGithubError('Uploading a.mp4', answer(422, recorded));

    expect(error).toMatchObject({ faultCodes: ['already_exists'], isPassing: false });
    expect(isNameTaken(error)).toBe(true);
  });

  test.each([
    ['a wait that GitHub asks for', answer(403, {}, { 'retry-after': '30' }), 30, true],
    ['no requests left this hour', answer(403, {}, { 'x-ratelimit-remaining': '0' }), 3600, true],
    ['an HTML page of the edge', answer(502, '<html>'), undefined, true],
    ['validation', answer(422, { errors: ['odd', { code: 'custom' }] }), undefined, false],
  ])('knows %s', (_what, thrown, retryAfterSeconds, isPassing) => {
    expect(asGithubError('Asking', thrown)).toMatchObject({ retryAfterSeconds, isPassing });
  });
});
