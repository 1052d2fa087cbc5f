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

const own = 'octo-org/demo';
const from = (repository: string) => ({
  pull_request: { head: { repo: { full_name: repository } } },
});
const after = (repository: string, event = 'pull_request') => ({
  workflow_run: { event, head_repository: { full_name: repository } },
});
const comment = (association: string) => ({ comment: { author_association: association } });
const issue = (association: string, action = 'opened', sender: object = stranger) => ({
  action,
  issue: { author_association: association, user: stranger },
  sender,
});
const stranger = { login: 'stranger', type: 'User' };
const maintainer = { login: 'octocat', type: 'User' };
const bot = { login: 'labels[bot]', type: 'Bot' };
const review = (association: string) => ({ review: { author_association: association } });

function explain(name: string, payload: unknown): string | undefined {
  const run = {
    actor: 'octocat',
    repository: own,
    commit: '',
    serverUrl: '',
    runId: '1',
    runAttempt: 1,
  };
  return explainPlanOnly({ name, payload, ...run });
}

describe('a run spends nothing', () => {
  test.each([
    ['pull_request', from('stranger/demo'), 'Pull requests from forks'],
    ['pull_request', { pull_request: { head: {} } }, 'Pull requests from forks'],
    ['pull_request_target', from(own), 'Runs of pull_request_target'],
    ['workflow_run', after('stranger/demo'), 'Runs that follow a run for a fork'],
    ['workflow_run', { workflow_run: { event: 'pull_request' } }, 'Runs that follow a run for a'],
    ['workflow_run', after(own, 'pull_request_target'), 'Runs that follow a run for a fork'],
    ['issue_comment', comment('NONE'), 'Comments and reviews of people who are not owners'],
    ['issue_comment', comment('CONTRIBUTOR'), 'Comments and reviews of people'],
    ['issue_comment', {}, 'Comments and reviews of people'],
    ['discussion_comment', comment('FIRST_TIMER'), 'Comments and reviews of people'],
    ['commit_comment', comment('NONE'), 'Comments and reviews of people'],
    ['pull_request_review', review('MANNEQUIN'), 'Comments and reviews of people'],
    ['pull_request_review_comment', comment('NONE'), 'Comments and reviews of people'],
    ['issues', issue('NONE'), 'Issues of people who are not owners'],
    ['issues', issue('NONE', 'edited', maintainer), 'Issues of people'],
    ['issues', issue('NONE', 'labeled'), 'Issues of people'],
    ['issues', issue('NONE', 'labeled', bot), 'Issues of people'],
    ['issues', {}, 'Issues of people'],
    ['discussion', { discussion: { author_association: 'NONE' } }, 'Discussions of people'],
    ['watch', { action: 'started' }, 'Forks and stars'],
    ['fork', {}, 'Forks and stars'],
  ])('on %s with %j', (name, payload, beginning) => {
    expect(explain(name, payload)?.startsWith(beginning)).toBe(true);
    expect(explain(name, payload)).toMatch(/ never spend credits; showing the plan only\.$/);
  });
});

describe('a run may spend credits', () => {
  test.each([
    ['push', {}],
    ['release', {}],
    ['schedule', {}],
    ['workflow_dispatch', {}],
    ['pull_request', from(own)],
    ['workflow_run', after(own)],
    ['workflow_run', after(own, 'push')],
    ['issue_comment', comment('OWNER')],
    ['issues', issue('MEMBER')],
    ['issues', issue('NONE', 'labeled', maintainer)],
    ['discussion', { discussion: { author_association: 'OWNER' } }],
    ['discussion_comment', comment('MEMBER')],
    ['pull_request_review', review('COLLABORATOR')],
    ['pull_request_review_comment', comment('MEMBER')],
  ])('on %s with %j', (name, payload) => {
    expect(explain(name, payload)).toBeUndefined();
  });
});
