import { describe, expect, test } from 'vitest';
import { createSecretMasker } from './secret-masker.ts';

describe('the secret masker', () => {
  test('hides a value at every place', () => {
    const masker = createSecretMasker(['aio_secret']);

    expect(masker.mask('key aio_secret, Bearer aio_secret.')).toBe('key ***, Bearer ***.');
  });

  test('hides each line of a value of many lines', () => {
    const masker = createSecretMasker();

    masker.add('first\nsecond\r\n\nthird');

    expect(masker.mask('second')).toBe('***');
    expect(masker.mask('a third way')).toBe('a *** way');
    expect([...masker.values]).toEqual(['first\nsecond\r\n\nthird', 'first', 'second', 'third']);
  });

  test('merges values that overlap or touch', () => {
    const masker = createSecretMasker(['abc', 'cde', 'fg']);

    expect(masker.mask('-abcdefg-')).toBe('-***-');
    expect(masker.mask('abc abc')).toBe('*** ***');
  });

  test.each([
    ['JSON', JSON.stringify({ key: 'a "b" \\ c/é' })],
    ['a URL', `https://host.test/?key=${encodeURIComponent('a "b" \\ c/é')}`],
    ['base64', Buffer.from('a "b" \\ c/é').toString('base64')],
    ['base64 after other text', Buffer.from('x:a "b" \\ c/é').toString('base64')],
  ])('hides the value inside %s', (_form, text) => {
    expect(createSecretMasker(['a "b" \\ c/é']).mask(text)).toContain('***');
  });

  test('takes no notice of empty values', () => {
    const masker = createSecretMasker(['', ' \n']);

    expect(masker.mask('a b')).toBe('a b');
    expect(masker.values.size).toBe(0);
  });
});
