import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { redact } from './redaction.ts';

describe('Redacted text', () => {
  test.each([
    ['a key', 'The key aio_a1B2-c3_d4 was refused.', 'The key aio_… was refused.'],
    ['a key right after other letters', 'token%20aio_a1b2 key_aio_a1b2', 'token%20aio_… key_aio_…'],
    ["another vendor's key", 'sk-proj-a1b2 is wrong', 'sk-… is wrong'],
    ['a bearer', 'Authorization: bearer\ta1b2.c3d4==, again', 'Authorization: Bearer … again'],
    [
      'a signed URL',
      'See https://cdn.example.com/a.mp4?signature=a1b2&expires=1 now',
      'See https://cdn.example.com/a.mp4?… now',
    ],
    ['a URL with a fragment', 'http://example.com/a#token=a1b2', 'http://example.com/a?…'],
    [
      'a signed URL in JSON',
      '{"url":"https://example.com/a.mp4?signature=a1b2","code":5}',
      '{"url":"https://example.com/a.mp4?…","code":5}',
    ],
    [
      'a signed URL whose slashes are escaped',
      '{"url":"https:\\/\\/example.com\\/a.mp4?signature=a1b2\\u0026v=1","code":5}',
      '{"url":"https:\\/\\/example.com\\/a.mp4?…","code":5}',
    ],
    ['a signed URL without scheme', 'example.com/a.mp4?signature=a1b2', 'example.com/a.mp4?…'],
  ])('holds no secret of %s', (_what, text, clean) => {
    expect(redact(text)).toBe(clean);
  });

  test.each([
    'Image could not be fetched from https://example.com/a.png.',
    'Is the task-id right? Ask again: #5 = five.',
    '余额不足',
  ])('is the text itself where nothing is secret: %s', (text) => {
    expect(redact(text)).toBe(text);
  });

  test('is one line', () => {
    expect(redact('\n<html>\r\n\t<title>502</title>\n')).toBe('<html> <title>502</title>');
  });

  test('ends after 300 characters, or as many as are asked for', () => {
    expect(redact('x'.repeat(300))).toBe('x'.repeat(300));
    expect(redact('x'.repeat(301))).toBe(`${'x'.repeat(300)}…`);
    expect(redact('IN_PROGRESS', 5)).toBe('IN_PR…');
  });

  test('is cut after it is cleaned, so that no part of a secret is left', () => {
    expect(redact('key aio_a1b2c3d4', 12)).toBe('key aio_…');
  });

  test('never holds a key, a signature or a line break, whatever it is made of', () => {
    const pieces = fc.constantFrom(
      'aio_',
      'a1b2',
      '?signature=',
      'https://',
      '/a',
      ' ',
      '\n',
      '?',
      '"',
    );
    const texts = fc.array(fc.oneof(pieces, fc.string())).map((parts) => parts.join(''));
    fc.assert(
      fc.property(texts, fc.integer({ min: 1, max: 80 }), (text, maximumCharacters) => {
        const clean = redact(text, maximumCharacters);

        expect(clean).not.toMatch(/aio_[\w-]/);
        expect(clean).not.toContain('?signature=');
        expect(clean).not.toMatch(/[\r\n]/);
        expect(clean.length).toBeLessThanOrEqual(maximumCharacters + 1);
      }),
    );
  });
});
