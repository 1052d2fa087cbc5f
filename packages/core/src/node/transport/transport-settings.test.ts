import { describe, expect, test } from 'vitest';

import { InvalidRequestError } from '../../errors.ts';
import { checkSettings } from './transport-settings.ts';

function issuesOf(baseUrl: string, apiKey: string) {
  try {
    checkSettings(baseUrl, apiKey);
  } catch (error) {
    if (error instanceof InvalidRequestError) return error.issues;
  }
  return [];
}

describe('the base URL', () => {
  test.each([
    ['https://apiin.one', 'https://apiin.one/'],
    [' https://apiin.one/ ', 'https://apiin.one/'],
    ['https://gateway.example/kling//', 'https://gateway.example/kling'],
    ['http://127.0.0.1:3000', 'http://127.0.0.1:3000/'],
    ['http://localhost:3000', 'http://localhost:3000/'],
    ['http://[::1]:3000', 'http://[::1]:3000/'],
  ])('may be %j', (baseUrl, href) => {
    expect(checkSettings(baseUrl, 'aio_1').base.href).toBe(href);
  });

  test.each(['', 'apiin.one', '/api', 'https://'])('must be a URL: not %j', (baseUrl) => {
    expect(issuesOf(baseUrl, 'aio_1')).toMatchObject([
      {
        field: 'baseUrl',
        message: 'The base URL is not a URL. Give one such as https://apiin.one.',
      },
    ]);
  });

  test.each(['http://apiin.one', 'http://127.0.0.1.example', 'ftp://localhost', 'file:///tmp'])(
    'must keep the key unreadable on the way: not %j',
    (baseUrl) => {
      expect(issuesOf(baseUrl, 'aio_1')).toMatchObject([
        {
          field: 'baseUrl',
          message:
            'The base URL must start with https://, so that the API key cannot be read on the way; http:// is allowed for this machine only (127.0.0.1, localhost).',
        },
      ]);
    },
  );

  test.each(['https://user:password@apiin.one', 'https://apiin.one?key=1', 'https://apiin.one#a'])(
    'holds nothing but the way to the API: not %j',
    (baseUrl) => {
      expect(issuesOf(baseUrl, 'aio_1')).toMatchObject([
        {
          field: 'baseUrl',
          message: 'The base URL must hold no user name, password, query or fragment.',
        },
      ]);
    },
  );
});

describe('the key', () => {
  test('loses the blanks around it', () => {
    expect(checkSettings('https://apiin.one', ' aio_1\r\n').key).toBe('aio_1');
  });

  test.each(['', '  \n'])('must be there: not %j', (apiKey) => {
    expect(issuesOf('https://apiin.one', apiKey)).toMatchObject([
      {
        field: 'apiKey',
        message:
          'The API key is empty. Give the key of your API in One account; it starts with aio_.',
      },
    ]);
  });

  test.each(['Bearer aio_1', 'aio_1\nx: y', 'aio_\u00001', 'aio_\u200b1', '“aio_1”'])(
    'must be one word: not %j',
    (apiKey) => {
      expect(issuesOf('https://apiin.one', apiKey)).toMatchObject([
        {
          field: 'apiKey',
          message:
            'The API key holds a blank, a line break or a character no key has. Copy the key alone, without "Bearer" and without quotes.',
        },
      ]);
    },
  );
});

test('all failures are told at once', () => {
  expect(issuesOf('http://apiin.one', '').map(({ field }) => field)).toEqual(['baseUrl', 'apiKey']);
});
