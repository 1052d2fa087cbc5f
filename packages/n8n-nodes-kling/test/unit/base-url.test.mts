import { describe, expect, test } from 'vitest';
import { isPrivate, parseBaseUrl } from '../../nodes/Kling/host/network/base-url.ts';

describe('the base URL', () => {
  test.each([
    'https://apiin.one',
    ' https://proxy.example/kling/ ',
    'http://127.0.0.1:4010',
    'http://localhost:4010',
    'http://[::1]:4010',
  ])('%s may get the key', (text) => {
    expect(parseBaseUrl(text)).toBeInstanceOf(URL);
  });

  test.each([
    'http://apiin.one',
    'http://127.0.0.1.example.com',
    'https://me:secret@apiin.one',
    'https://apiin.one?key=1',
    'ftp://apiin.one',
    'apiin.one',
    '',
    undefined,
  ])('%s may not', (text) => {
    expect(parseBaseUrl(text)).toBeUndefined();
  });
});

describe('a host', () => {
  test.each([
    'http://localhost',
    'http://10.1.2.3',
    'http://172.20.0.1',
    'http://n8n:5678',
    'http://n8n.local',
    'http://[fd00::1]',
  ])('%s is out of reach of API in One', (url) => {
    expect(isPrivate(new URL(url))).toBe(true);
  });

  test.each(['https://n8n.example.com', 'https://203.0.113.4', 'https://172.32.0.1'])(
    '%s is within reach',
    (url) => {
      expect(isPrivate(new URL(url))).toBe(false);
    },
  );
});
