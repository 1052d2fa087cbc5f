import { describe, expect, test } from 'vitest';
import { FileCommandError, parseNameValueFile, parsePathFile } from './name-value-file.ts';

describe('files of names and values', () => {
  test.each([
    ['an empty file holds nothing', '', {}],
    ['a line is a name and a value', 'status=rendered\n', { status: 'rendered' }],
    ['the last newline may be missing', 'status=rendered', { status: 'rendered' }],
    ['only the first = parts', 'query=a=b=c\n', { query: 'a=b=c' }],
    ['a value may be empty', 'path=\n', { path: '' }],
    ['empty lines are passed over', '\na=1\n\n\nb=2\n', { a: '1', b: '2' }],
    ['the later value wins', 'a=1\na=2\n', { a: '2' }],
    ['a heredoc holds lines', 'text<<END\none\ntwo\nEND\n', { text: 'one\ntwo' }],
    ['a heredoc may be empty', 'text<<END\nEND\n', { text: '' }],
    ['a heredoc may hold one empty line', 'text<<END\n\nEND\n', { text: '' }],
    ['a heredoc keeps empty lines', 'text<<END\n\n\nEND\n', { text: '\n' }],
    ['the delimiter may end the file', 'text<<END\none\nEND', { text: 'one' }],
    ['<< after = belongs to the value', 'text=a<<b\n', { text: 'a<<b' }],
    ['= after << belongs to the delimiter', 'text<<a=b\none\na=b\n', { text: 'one' }],
    ['a heredoc hides what looks like an entry', 'a<<E\nb=2\nE\n', { a: 'b=2' }],
    ['a carriage return stays', 'a=1\r\n', { a: '1\r' }],
  ])('%s', (_claim, text, values) => {
    expect(Object.fromEntries(parseNameValueFile(text))).toEqual(values);
  });

  test.each([
    ['neither = nor <<', 'status\n', "Invalid format 'status'"],
    ['no name before =', '=value\n', "Invalid format '=value'. Name must not be empty"],
    ['no name before <<', '<<END\nEND\n', 'Name must not be empty and delimiter must not be empty'],
    ['no delimiter', 'a<<\n', 'Name must not be empty and delimiter must not be empty'],
    ['no end of the heredoc', 'a<<END\none\n', "Matching delimiter not found 'END'"],
    ['an indented end', 'a<<END\none\n END\n', "Matching delimiter not found 'END'"],
    ['an end that shares its line', 'a<<END\none END', 'EOF marker missing new line'],
  ])('fails the step on %s', (_issue, text, message) => {
    expect(() => parseNameValueFile(text)).toThrow(FileCommandError);
    expect(() => parseNameValueFile(text)).toThrow(message);
  });

  test('a value written without a heredoc can smuggle in an output', () => {
    const untrusted = 'https://media.test/video.mp4\nstatus=reused';

    const values = parseNameValueFile(`video-url=${untrusted}\n`);

    expect(values.get('status')).toBe('reused');
  });
});

describe('files of directories', () => {
  test('every line that is not empty is a directory', () => {
    expect(parsePathFile('/opt/one\n\n/opt/two\r\n')).toEqual(['/opt/one', '/opt/two']);
  });
});
