import { describe, expect, test } from 'vitest';
import { explainMissingKey } from './missing-key.ts';

describe('an empty key', () => {
  test('is Dependabot’s where Dependabot runs', () => {
    expect(explainMissingKey({ actor: 'dependabot[bot]' })).toContain('Dependabot secrets');
  });

  test('is a missing secret else', () => {
    expect(explainMissingKey({ actor: 'octocat' })).toContain('no secret of that name');
  });
});
