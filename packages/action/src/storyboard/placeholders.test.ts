import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { fillPlaceholders } from './placeholders.ts';

const values = new Map<string, string | undefined>([
  ['event', 'release'],
  ['release.body', '{{ event }} and $& more'],
  ['release.tag', undefined],
]);

describe('placeholders', () => {
  test.each([
    ['On {{ event }}, {{event}}', 'On release, release'],
    ['{{ release.body }}', '{{ event }} and $& more'],
    ['{{ release.body | limit 4 }}', '{{ e'],
    ['{{{{ event }}', '{{ event }}'],
    ['{{{{{{ event }}', '{{release'],
    ['{ event } }}', '{ event } }}'],
  ])('in %j become %j', (text, filled) => {
    expect(fillPlaceholders(text, values)).toEqual({ text: filled, issues: [] });
  });

  test.each([
    ['{{ evnt }}', '{{ evnt }}', /Did you mean "event"\?$/],
    ['{{ release.tag }}', '{{ release.tag }}', /^This run has no release\.tag\./],
    [`\${{ github.sha }}`, `\${{ github.sha }}`, /^GitHub fills in/],
    ['a {{ event', '{{', /is not closed by \}\}\. For the braces themselves, write \{\{\{\{/],
    ['{{ event | upper }}', '{{ event | upper }}', /^"event \| upper" is not a placeholder/],
    ['{{ event | limit x }}', '{{ event | limit x }}', /such as \{\{ release\.body \| limit 500/],
  ])('that cannot be filled in are issues: %j', (text, part, message) => {
    expect(fillPlaceholders(text, values).issues).toEqual([
      { text: part, message: expect.stringMatching(message) },
    ]);
  });

  test('leave any text alone whose brace pairs are doubled', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        const doubled = text.replaceAll('{{', '{{{{');

        expect(fillPlaceholders(doubled, values)).toEqual({ text, issues: [] });
      }),
    );
  });
});
