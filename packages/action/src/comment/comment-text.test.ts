import { describe, expect, test } from 'vitest';
import { plainComment } from './comment-text.ts';

/** What GitHub's filters see: the text after the markup, cut at every HTML comment. */
function pieces(comment: string): readonly string[] {
  return comment
    .split('<!-- -->')
    .map((piece) => piece.replaceAll(/&#(\d+);/g, (_, code) => String.fromCodePoint(Number(code))));
}

describe('text in a comment', () => {
  test.each([
    ['@octocat and @octo-org/team', /@\w/],
    ['fixes #12 and octo-org/demo#12', /#\d/],
    ['GH-12, gh-7', /GH-\d/i],
    ['see 0123456789abcdef0123456789abcdef01234567', /[0-9a-f]{7}/],
    ['https://evil.test and :tada:', /https?:\/\/|:tada/],
  ])('%s is nobody’s mention, reference or link', (text, forbidden) => {
    const shown = pieces(plainComment(text));

    expect(shown.join('')).toBe(text);
    expect(shown.filter((piece) => forbidden.test(piece))).toEqual([]);
  });

  test('is no markup', () => {
    expect(plainComment('<img src=x> **b** | [l](u) <!-- --> `c`')).not.toMatch(
      /[*|[\]`]|<(?!!-- -->)/,
    );
  });
});
