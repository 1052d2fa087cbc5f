import { describe, expect, test } from 'vitest';
import { chooseCommentPlace } from './comment-place.ts';

const event = (payload: unknown) => ({ payload });

const pullRequest = event({ pull_request: { number: 7 } });
const push = event({ head_commit: {} });

describe('the place of the price plan', () => {
  test.each([
    ['auto', pullRequest, { kind: 'pull-request', number: 7 }],
    ['true', pullRequest, { kind: 'pull-request', number: 7 }],
    ['false', pullRequest, { kind: 'nowhere' }],
    ['auto', push, { kind: 'nowhere' }],
    ['true', push, { kind: 'summary' }],
    [
      'auto',
      event({ issue: { number: 8, pull_request: {} } }),
      { kind: 'pull-request', number: 8 },
    ],
    ['auto', event({ issue: { number: 8 } }), { kind: 'nowhere' }],
    ['auto', event('odd'), { kind: 'nowhere' }],
  ] as const)('with %s', (wish, happened, place) => {
    expect(chooseCommentPlace(wish, happened)).toEqual(place);
  });
});
