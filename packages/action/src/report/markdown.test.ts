import { describe, expect, test } from 'vitest';
import { codeMarkdown, plainMarkdown } from './markdown.ts';

describe('untrusted text in a summary', () => {
  test.each([
    ['<img src=x onerror=alert(1)>', '&#60;img src=x onerror=alert&#40;1&#41;&#62;'],
    ['a | b', 'a &#124; b'],
    ['**bold** _it_ `code`', '&#42;&#42;bold&#42;&#42; &#95;it&#95; &#96;code&#96;'],
    ['[link](https://a.test)', '&#91;link&#93;&#40;https&#58;//a.test&#41;'],
    ['@octocat and #1', '&#64;octocat and &#35;1'],
    ['www.a.test', 'www&#46;a.test'],
    ['&lt;b&gt;', '&#38;lt;b&#38;gt;'],
    ['one\ntwo', 'one two'],
    ['A fox, at dawn.', 'A fox, at dawn.'],
  ])('%s stays text', (text, markdown) => {
    expect(plainMarkdown(text)).toBe(markdown);
  });

  test('cannot end the code it is in', () => {
    expect(codeMarkdown('task`|<b>')).toBe('`taskb`');
  });
});
