import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { anyText } from '../testing/any-text.ts';
import { safeLine, safeLines, withoutUrlQueries } from './safe-text.ts';

describe('a safe line', () => {
  test.each([
    ['plain text stays', 'A fox – 狐, at dawn: 50 % off!', 'A fox – 狐, at dawn: 50 % off!'],
    ['a command at the start is broken', '::add-mask::fox', ': :add-mask::fox'],
    ['also behind blanks', ' \t::error::no', ': :error::no'],
    ['a legacy command is broken anywhere', 'a ##[error]b', 'a ## [error]b'],
    ['and however many signs are before it', '###[error]', '### [error]'],
    ['line breaks become blanks', 'a\n::error::b\r::error::c\r\nd', 'a ::error::b ::error::c d'],
    ['so do rarer ones', 'a\u2028::error::b\u0085c\vd', 'a ::error::b c d'],
    ['invisible characters go', '\u200b:\ufeff:err\u00ador::#\u2060#[x', ': :error::## [x'],
    ['colours go', '\u001b[31mred\u001b[0m', 'red'],
    ['links of the terminal go', '\u001b]8;;https://a.test\u0007text\u001b]8;;\u0007', 'text'],
    ['text that turns its direction is straightened', 'a\u202eb', 'ab'],
    ['half characters are replaced', `${'x'.repeat(1999)}😀`, /^x{1999}�… \(1 more characters\)$/],
  ])('%s', (_claim, text, expected) => {
    const line = safeLine(text);

    if (typeof expected === 'string') expect(line).toBe(expected);
    else expect(line).toMatch(expected);
  });

  test('is never long', () => {
    expect(safeLine('x'.repeat(100_000))).toHaveLength(2000 + '… (6000 more characters)'.length);
  });

  test('never holds a command, a line break or a control character', () => {
    const fragments = fc.constantFrom('::', '##[', '#', '[', ':', '\n', '\u200b', '\u001b[', ' ');
    const text = fc.array(fc.oneof(fragments, anyText)).map((a) => a.join(''));

    fc.assert(
      fc.property(text, (untrusted) => {
        return !/^\s*::|##\[|[\p{Cc}\u2028\u2029]/u.test(safeLine(untrusted));
      }),
    );
  });
});

describe('safe lines', () => {
  test('keep their line breaks, each harmless', () => {
    expect(safeLines('one\n::error::two\r\n##[x]')).toBe('one\n: :error::two\n## [x]');
  });
});

describe('URLs', () => {
  test.each([
    ['https://media.test/a.mp4?sig=1&e=2', 'https://media.test/a.mp4?…'],
    ['see https://media.test/a.mp4?sig=1, then', 'see https://media.test/a.mp4?… then'],
    ['http://user:pass@media.test/a', 'http://media.test/a'],
    ['https://media.test/a#token', 'https://media.test/a?…'],
    ['https://media.test/a.mp4', 'https://media.test/a.mp4'],
    ['"https://media.test/a?b=1"', '"https://media.test/a?…"'],
    ['what? no URL', 'what? no URL'],
  ])('%s is shown as %s', (text, shown) => {
    expect(withoutUrlQueries(text)).toBe(shown);
  });
});
