import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { redact } from './redaction.ts';

describe('Redacted text', () => {
  test.each([
    ['a key', 'The key aio_a1B2-c3_d4 was refused.', 'The key aio_… was refused.'],
    ['a key right after other letters', 'token%20aio_a1b2 key_aio_a1b2', 'token%20aio_… key_aio_…'],
    ["another vendor's key", 'sk-proj-a1b2 is wrong', 'sk-… is wrong'],
    ['a bearer', 'Authorization: bearer\ta1b2.c3d4==, again', 'Authorization: bearer … again'],
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
    ['a password', 'at http://user:a1b2@proxy.example:3128/', 'at http://…@proxy.example:3128/'],
    ['a password in JSON', '"http:\\/\\/me:a1b2@a.example\\/b"', '"http:\\/\\/…@a.example\\/b"'],
    ['a password without scheme', 'via me:a1b2@proxy.example', 'via …@proxy.example'],
    ['other credentials', 'Authorization: Basic a1b2==', 'Authorization: Basic …'],
    ['a JSON web token', 'the token eyJh.a1b2.c3_d4 expired', 'the token eyJ… expired'],
    ['a cookie', 'Set-Cookie: sid=a1b2; Path=/', 'Set-Cookie: …'],
    ['a cookie in JSON', '{"cookie":"a=1; b=2","code":5}', '{"cookie":"…","code":5}'],
    ['an empty cookie', '{"cookie":"","code":5}', '{"cookie":"","code":5}'],
    ['a pair', 'token=a1b2&x-signature=c3d4;api_key=e5f6', 'token=…&x-signature=…;api_key=…'],
    ['a pair in JSON', '{"accessToken":"a1b2 c3","code":5}', '{"accessToken":"…","code":5}'],
    ['a pair in JSON in JSON', '"{\\"token\\":\\"a1b2\\"}"', '"{\\"token\\":\\"…\\"}"'],
    ['a pair in prose', 'The password: a1b2 is wrong', 'The password: … is wrong'],
  ])('holds no secret of %s', (_what, text, clean) => {
    expect(redact(text)).toBe(clean);
  });

  test.each([
    'Image could not be fetched from https://example.com/a.png.',
    'Is the task-id right? Ask again: #5 = five.',
    'Invalid token: expected a string, at most 40 tokens',
    'Two @names mentioned at 12:30, by user:me',
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

  test('is cut after it is cleaned, so no part of a secret is left', () => {
    expect(redact('key aio_a1b2c3d4', 12)).toBe('key aio_…');
  });

  test('looks at the beginning only, and ends before a word that was cut', () => {
    expect(redact(`${' '.repeat(9000)}Too dark`)).toBe('Too dark');
    expect(redact(`a ${' '.repeat(4090)}b token`)).toBe('a b …');
    expect(redact(`${'a b '.repeat(2000)}`)).toHaveLength(301);
  });

  test('is not cut within a character', () => {
    expect(redact('🌊🌊🌊', 3)).toBe('🌊…');
  });

  test('never holds a secret or a line break, wherever the secret is', () => {
    const secrets = fc.stringMatching(/^[a-z]{4}[0-9][A-Za-z0-9]{12}$/);
    const noise = fc.oneof(
      fc.string(),
      fc.integer({ min: 2020, max: 2048 }).map((count) => 'x '.repeat(count)),
      fc.constantFrom('?', '"', "'", '\\', ':', '@', '=', 'https://', '\n', '{"token":', 'cookie'),
    );
    const texts = fc.tuple(noise, fc.constantFrom(...placesOfSecrets), secrets, noise);
    fc.assert(
      fc.property(texts, fc.integer({ min: 1, max: 5000 }), (parts, maximumCharacters) => {
        const [before, place, secret, after] = parts;
        const text = `${before} ${place.replace('SECRET', secret)} ${after}`;

        const clean = redact(text, maximumCharacters);

        expect(clean).not.toContain(secret.slice(0, 6));
        expect(clean).not.toContain(secret.slice(-6));
        expect(clean).not.toMatch(/[\r\n]/);
        expect(clean.length).toBeLessThanOrEqual(maximumCharacters + 1);
      }),
      { numRuns: 2000, seed: 1 },
    );
  });
});

const placesOfSecrets = [
  'aio_SECRET',
  'sk-SECRET',
  'Bearer SECRET',
  'Authorization: Basic SECRET',
  '{"authorization":"Basic SECRET"}',
  'eyJhbGci.SECRET.SECRET',
  'https://cdn.example/a.mp4?X-Amz-Signature=SECRET',
  'https://cdn.example/a.mp4?SECRET',
  'https:\\/\\/cdn.example\\/a.mp4?sig=SECRET',
  'https://cdn.example/#access_token=SECRET',
  'https://user:SECRET@cdn.example/a.mp4',
  'https://SECRET@cdn.example/a.mp4',
  '"http:\\/\\/user:SECRET@cdn.example"',
  'user:SECRET@cdn.example/a.mp4',
  'cdn.example/a.mp4?expires=1&signature=SECRET',
  'Cookie: a="1"; sid=SECRET; b=2',
  '{"set-cookie":"sid=SECRET; Path=/"}',
  'token=SECRET',
  '{"signature":"SECRET"}',
  '"{\\"api_key\\":\\"SECRET\\"}"',
  "{'password': 'SECRET'}",
  'secret: SECRET',
  'X-Api-Key: SECRET',
  'session_id=SECRET',
  'token%3DSECRET',
] as const;
