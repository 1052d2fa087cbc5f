import { describe, expect, test } from 'vitest';
import { describeMatrix, jobIdentity } from './job-name.ts';
import { writePricePlan } from './price-plan.ts';

const environment = { GITHUB_WORKFLOW: 'video', GITHUB_JOB: 'render' };

describe('a job', () => {
  test('of a matrix has an identity of its own', () => {
    expect(jobIdentity(environment, '')).toEqual(['video', 'render']);
    expect(jobIdentity(environment, '{"language":"de"}')).not.toEqual(
      jobIdentity(environment, '{"language":"en"}'),
    );
  });

  test.each([
    ['', ''],
    ['null', ''],
    ['no JSON', ''],
    ['{"language":"de","mode":"pro"}', 'de, pro'],
    ['{"video":{"id":1},"count":2}', '{"id":1}, 2'],
  ])('with the values %j is called %j', (matrix, name) => {
    expect(describeMatrix(matrix)).toBe(name);
  });

  test('of a matrix is named in the title of its comment', () => {
    expect(writePricePlan({ rows: [], job: 'de, @pro' })).toMatch(
      /^### Kling videos \(de, &#64;<!-- -->pro\): price plan\n/,
    );
  });
});
