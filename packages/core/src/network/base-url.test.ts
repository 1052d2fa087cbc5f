import { describe, expect, test } from 'vitest';

import { isLoopback, parseBaseUrl } from './base-url.ts';

test.each([
  'http://localhost:3000',
  'http://LOCALHOST',
  'http://127.0.0.1',
  'http://127.255.255.254:8080',
  'http://127.1',
  'http://2130706433',
  'http://[::1]:3000',
])('%s is this machine', (url) => {
  expect(isLoopback(new URL(url))).toBe(true);
});

test.each([
  'http://127.0.0.1.example.com',
  'http://localhost.example.com',
  'http://mylocalhost',
  'http://128.0.0.1',
  'http://10.0.0.1',
  'http://0.0.0.0',
  'http://[::2]',
  'https://apiin.one/127.0.0.1',
])('%s is not', (url) => {
  expect(isLoopback(new URL(url))).toBe(false);
});

describe('the base URL', () => {
  test.each([
    ['https://apiin.one', 'https://apiin.one/'],
    [' https://apiin.one/ \n', 'https://apiin.one/'],
    ['https://apiin.one///', 'https://apiin.one/'],
    ['https://apiin.one/api/v1', 'https://apiin.one/'],
    ['https://apiin.one/api/v1/', 'https://apiin.one/'],
    ['https://gateway.example/kling//', 'https://gateway.example/kling'],
    ['https://gateway.example/kling/api/v1', 'https://gateway.example/kling'],
    ['https://gateway.example/api/v10', 'https://gateway.example/api/v10'],
    ['http://127.0.0.1:3000', 'http://127.0.0.1:3000/'],
    ['http://localhost:3000', 'http://localhost:3000/'],
    ['http://[::1]:3000', 'http://[::1]:3000/'],
  ])('%j may get the key', (text, href) => {
    const { issue, url } = parseBaseUrl(text);

    expect([issue, url?.href]).toEqual([undefined, href]);
  });

  test.each(['', '  ', 'apiin.one', '/api', 'https://', undefined, null, 7])(
    '%j is not a URL',
    (value) => {
      expect(parseBaseUrl(value)).toEqual({
        issue: 'The base URL is not a URL. Give one such as https://apiin.one.',
      });
    },
  );

  test.each(['http://apiin.one', 'http://127.0.0.1.example', 'ftp://localhost', 'file:///etc'])(
    '%j would let others read the key',
    (text) => {
      expect(parseBaseUrl(text)).toEqual({
        issue:
          'The base URL must start with https://, because the API key could be read on the way otherwise; http:// is allowed for this machine only (127.0.0.1, localhost).',
      });
    },
  );

  test.each([
    'https://user:password@apiin.one',
    'https://user@apiin.one',
    'https://apiin.one?key=1',
    'https://apiin.one#a',
  ])('%j has more than an address', (text) => {
    expect(parseBaseUrl(text)).toEqual({
      issue: 'The base URL must have no user name, password, query or fragment.',
    });
  });
});
