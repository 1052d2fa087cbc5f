import { expect, test } from 'vitest';

import { isLoopback } from './loopback.ts';

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
