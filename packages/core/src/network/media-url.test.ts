import { describe, expect, test } from 'vitest';

import { isExpiredLink } from './expired-link.ts';
import { parseMediaUrl, parseRedirect, showUrl } from './media-url.ts';

describe('a link to a video', () => {
  test.each(['https://media.example/v.mp4?sig=s1', 'http://127.0.0.1:9/v.mp4', 'http://[::1]/v'])(
    '%s is followed',
    (text) => {
      expect(parseMediaUrl(text)?.href).toBe(text);
    },
  );

  test.each([
    '',
    'video.mp4',
    'http://media.example/v.mp4',
    'https://user@media.example/v.mp4',
    'https://:password@media.example/v.mp4',
    'file:///etc/passwd',
    'data:video/mp4;base64,AAAA',
  ])('"%s" is not', (text) => {
    expect(parseMediaUrl(text)).toBeUndefined();
  });

  test('is shown without its query, which may be a signature', () => {
    expect(showUrl(new URL('https://media.example/v.mp4?sig=s1#a'))).toBe(
      'https://media.example/v.mp4',
    );
  });
});

describe('a redirect', () => {
  const https = new URL('https://media.example/a/v.mp4');
  const loopback = new URL('http://127.0.0.1:9/v.mp4');

  test.each([
    [https, 'https://cdn.example/v.mp4', 'https://cdn.example/v.mp4'],
    [https, '../b.mp4', 'https://media.example/b.mp4'],
    [https, '//cdn.example/v.mp4', 'https://cdn.example/v.mp4'],
    [loopback, '/b.mp4', 'http://127.0.0.1:9/b.mp4'],
    [loopback, 'https://cdn.example/v.mp4', 'https://cdn.example/v.mp4'],
  ])('from %s to "%s" is followed', (from, location, href) => {
    expect(parseRedirect(location, from)?.href).toBe(href);
  });

  test.each([
    [https, 'http://cdn.example/v.mp4'],
    [https, 'http://127.0.0.1:9/v.mp4'],
    [https, 'https://user:password@cdn.example/v.mp4'],
    [https, 'https://user@cdn.example/v.mp4'],
    [https, 'ftp://cdn.example/v.mp4'],
    [https, 'file:///etc/passwd'],
    [https, 'http://['],
    [loopback, 'http://cdn.example/v.mp4'],
  ])('from %s to "%s" is not', (from, location) => {
    expect(parseRedirect(location, from)).toBeUndefined();
  });
});

test.each([
  [401, true],
  [403, true],
  [404, true],
  [410, true],
  [416, true],
  [200, false],
  [400, false],
  [429, false],
  [500, false],
])('HTTP %i means that the link has expired: %s', (status, isExpired) => {
  expect(isExpiredLink(status)).toBe(isExpired);
});
