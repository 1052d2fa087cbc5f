import { describe, expect, test } from 'vitest';

import { InvalidRequestError } from '../../errors.ts';
import { checkTransportSettings } from './transport-settings.ts';

function issuesOf(baseUrl: string, apiKey: string) {
  try {
    checkTransportSettings(baseUrl, apiKey);
  } catch (error) {
    if (error instanceof InvalidRequestError) return error.issues;
  }
  return [];
}

describe('the base URL', () => {
  test('has no slash at its end', () => {
    expect(checkTransportSettings(' https://gateway.example/kling/ ', 'aio_1').base.href).toBe(
      'https://gateway.example/kling',
    );
  });

  test('is refused with what is wrong with it', () => {
    expect(issuesOf('apiin.one', 'aio_1')).toMatchObject([
      {
        field: 'baseUrl',
        message: 'The base URL is not a URL. Give one such as https://apiin.one.',
      },
    ]);
  });
});

describe('the key', () => {
  test('loses the blanks around it', () => {
    expect(checkTransportSettings('https://apiin.one', ' aio_1\r\n').key).toBe('aio_1');
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

test('all issues are reported at once', () => {
  expect(issuesOf('http://apiin.one', '').map(({ field }) => field)).toEqual(['baseUrl', 'apiKey']);
});
