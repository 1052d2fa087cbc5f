import { describe, expect, test } from 'vitest';
import { explainMissingKey } from './missing-key.ts';

const base = { name: 'push', actor: 'octocat', repository: 'octo-org/demo', payload: {} };
const pullRequestFrom = (fullName: string) => ({
  pull_request: { head: { repo: { full_name: fullName } } },
});

describe('an empty key', () => {
  test('is Dependabot’s where Dependabot runs', () => {
    expect(explainMissingKey({ ...base, actor: 'dependabot[bot]' })).toContain(
      'Dependabot secrets',
    );
  });

  test('is a fork’s where the pull request comes from one', () => {
    const event = { ...base, name: 'pull_request', payload: pullRequestFrom('stranger/demo') };

    expect(explainMissingKey(event)).toContain('pull requests from forks');
  });

  test('is a fork’s where the fork is gone', () => {
    const event = { ...base, name: 'pull_request', payload: { pull_request: { head: {} } } };

    expect(explainMissingKey(event)).toContain('pull requests from forks');
  });

  test.each([
    ['a push', base],
    [
      'a pull request of the repository’s own',
      { ...base, name: 'pull_request', payload: pullRequestFrom('octo-org/demo') },
    ],
  ])('is a missing secret in %s', (_event, event) => {
    expect(explainMissingKey(event)).toContain('no secret of that name');
  });
});
