import { describe, expect, test } from 'vitest';
import { decideCondition } from './condition.ts';

const values = new Map<string, string | undefined>([
  ['event', 'release'],
  ['release.body', 'a == b && !c'],
  ['release.tag', undefined],
  ['vars.on', 'True'],
  ['vars.off', 'false'],
  ['vars.no', 'no'],
]);

describe('when', () => {
  test.each([
    [undefined, true],
    [true, true],
    [false, false],
    ['true', true],
    ['False', false],
    [' FALSE ', false],
    ['{{ vars.on }}', true],
    ['{{ vars.off }}', false],
    ['{{ release.tag }}', false],
    ['{{ event }} == release', true],
    ['{{ event }}==release', true],
    ['{{event}} != release', false],
    ['release == {{ event }}', true],
    ["{{ event }} == 'release'", true],
    ['{{ event }} == "push"', false],
    ["{{ release.tag }} == ''", true],
    ["{{ release.body }} != ''", true],
    ["{{ release.body }} == 'a == b && !c'", true],
    ['{{ release.body | limit 1 }} == a', true],
    ['on {{ event }} == on release', true],
  ])('%j is %s', (condition, holds) => {
    expect(decideCondition(condition, values)).toEqual({ holds, issues: [] });
  });

  test.each([
    ['no', '"no" is a text here. Write false.'],
    ['Off', '"Off" is a text here. Write false.'],
    ['0', '"0" is a text here. Write false.'],
    ['yes', '"yes" is a text here. Write true.'],
    ['', /^Give true, false, one placeholder, or one comparison/],
    ['release', /^Give true, false/],
    ['{{ event }} = release', /A comparison is written ==\.$/],
    ['!x', /^Give true, false/],
    ['!{{ vars.on }}', /^Give true, false/],
    ["== 'release'", /^Give true, false/],
    ['{{ event }} ==', /^Give true, false/],
    ['{{ event }} === release', /^Give true, false/],
    ['{{ event }} > release', /need quotes\.$/],
    ['{{ event }} == a == b', /^Give true, false/],
    ['{{ event }} == a && {{ event }} == b', /Only one comparison is possible/],
    ['{{ event }} == a || true', /Only one comparison is possible/],
    [
      `\${{ github.ref }} == 'refs/heads/main'`,
      /GitHub fills in \$\{\{ \}\} in workflow files only/,
    ],
    ['{{ vars.on }} {{ vars.on }}', /^Give true, false/],
    [
      '{{ vars.no }}',
      'It is "no", which is neither true nor false. Compare it: {{ vars.no }} == text, or {{ vars.no }} != \'\' for any text.',
    ],
    ['{{ evnt }}', 'There is no placeholder "evnt". Did you mean "event"?'],
    ['{{ evnt }} == x', 'There is no placeholder "evnt". Did you mean "event"?'],
  ])('%j is an issue', (condition, message) => {
    const { issues } = decideCondition(condition, values);

    expect(issues.map((issue) => issue.message)).toEqual([
      typeof message === 'string' ? message : expect.stringMatching(message),
    ]);
  });
});
