import { describe, expect, test } from 'vitest';
import { explainMissingKey, explainPlanOnly } from './run-policy.ts';

describe('an empty key', () => {
  test('is Dependabot’s when Dependabot runs', () => {
    expect(explainMissingKey({ actor: 'dependabot[bot]' })).toContain('Dependabot secrets');
  });

  test('is a missing secret else', () => {
    expect(explainMissingKey({ actor: 'octocat' })).toContain('no secret of that name');
  });
});

const base = {
  name: 'pull_request',
  actor: 'octocat',
  repository: 'octo-org/demo',
  runId: '1',
  payload: {},
};
const from = (fullName: string) => ({ pull_request: { head: { repo: { full_name: fullName } } } });

describe('nothing is spent', () => {
  test.each([
    ['a fork', { ...base, payload: from('stranger/demo') }],
    ['a fork that is gone', { ...base, payload: { pull_request: { head: {} } } }],
    [
      'pull_request_target',
      { ...base, name: 'pull_request_target', payload: from(base.repository) },
    ],
  ])('for %s', (_what, event) => {
    expect(explainPlanOnly(event)).toContain('showing the plan only');
  });

  test.each([
    ['a push', { ...base, name: 'push' }],
    ['a pull request of the repository’s own', { ...base, payload: from(base.repository) }],
  ])('which does not hold for %s', (_what, event) => {
    expect(explainPlanOnly(event)).toBeUndefined();
  });
});
