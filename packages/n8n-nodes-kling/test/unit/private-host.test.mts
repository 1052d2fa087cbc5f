import { expect, test } from 'vitest';
import { isPrivate } from '../../nodes/Kling/host/network/private-host.ts';

test.each([
  'http://localhost',
  'http://127.0.0.1',
  'http://10.1.2.3',
  'http://172.20.0.1',
  'http://100.64.0.1',
  'http://100.127.255.254',
  'http://169.254.169.254',
  'http://0.0.0.0',
  'http://n8n:5678',
  'http://n8n.local',
  'http://n8n.internal',
  'http://n8n.lan',
  'http://[fd00::1]',
  'http://[fe80::1]',
  'http://[::]',
])('API in One cannot reach %s', (url) => {
  expect(isPrivate(new URL(url))).toBe(true);
});

test.each([
  'https://n8n.example.com',
  'https://203.0.113.4',
  'https://172.32.0.1',
  'https://100.63.0.1',
  'https://100.128.0.1',
  'https://10.example.com',
  'https://[2001:db8::1]',
])('API in One can reach %s', (url) => {
  expect(isPrivate(new URL(url))).toBe(false);
});
