import { describe, expect, test } from 'vitest';
import { isNameTaken } from '../release/put-asset.ts';
import { asGithubError } from './github-error.ts';

const response = (status: number, data: unknown, headers = {}) =>
  Object.assign(new Error('as Octokit puts it'), { status, response: { status, data, headers } });

describe('a failure on GitHub', () => {
  test('has GitHub’s status and sentence', () => {
    const error = asGithubError(
      'Uploading a.mp4',
      response(403, { message: 'Resource not accessible by integration' }),
    );

    expect(error.message).toBe(
      'Uploading a.mp4 failed on GitHub: status 403, Resource not accessible by integration',
    );
    expect(error.isPassing).toBe(false);
  });

  test('without a response has no status, whatever status Octokit has', () => {
    const error = asGithubError(
      'Asking',
      Object.assign(new Error('fetch failed'), { status: 500, response: undefined }),
    );

    expect(error).toMatchObject({ status: undefined, apiMessage: 'fetch failed', isPassing: true });
  });

  test('that is an HTML page is named by its status', () => {
    expect(asGithubError('Asking', response(502, '<html>')).apiMessage).toBe('Bad Gateway');
  });

  test('recognises a name that is taken', () => {
    // Recorded by GitHub's Octokit team: release-assets-conflict of @octokit/fixtures 23.1.1.
    const recorded = {
      message: 'Validation Failed',
      documentation_url: 'https://docs.github.com/rest',
      errors: [{ resource: 'ReleaseAsset', code: 'already_exists', field: 'name' }],
    };

    const error = asGithubError('Uploading a.mp4', response(422, recorded));

    expect(error).toMatchObject({ errorCodes: ['already_exists'], isPassing: false });
    expect(isNameTaken(error)).toBe(true);
  });

  test.each([
    ['a wait that GitHub asks for', response(403, {}, { 'retry-after': '30' }), 30, true],
    ['no requests left this hour', response(403, {}, { 'x-ratelimit-remaining': '0' }), 3600, true],
    ['an HTML page of the edge', response(502, '<html>'), undefined, true],
    ['validation', response(422, { errors: ['odd', { code: 'custom' }] }), undefined, false],
  ])('knows %s', (_what, thrown, retryAfterSeconds, isPassing) => {
    expect(asGithubError('Asking', thrown)).toMatchObject({ retryAfterSeconds, isPassing });
  });
});
