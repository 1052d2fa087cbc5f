import { describe, expect, test } from 'vitest';
import { openSandbox } from '../testing/open-sandbox.ts';

describe('the media host', () => {
  test('sends the whole video', async () => {
    const { makeVideoUrl } = await openSandbox();

    const response = await fetch(await makeVideoUrl());
    const bytes = await response.bytes();

    expect(response.status).toBe(200);
    expect(response.headers.get('content-type')).toBe('video/mp4');
    expect(response.headers.get('accept-ranges')).toBe('bytes');
    expect(response.headers.get('content-length')).toBe(String(bytes.byteLength));
    expect(Buffer.from(bytes.subarray(4, 8)).toString()).toBe('ftyp');
  });

  test('sends the size on HEAD, and no body', async () => {
    const { makeVideoUrl } = await openSandbox();
    const url = await makeVideoUrl();
    const whole = await (await fetch(url)).bytes();

    const response = await fetch(url, { method: 'HEAD' });

    expect(response.status).toBe(200);
    expect(response.headers.get('content-length')).toBe(String(whole.byteLength));
    expect((await response.bytes()).byteLength).toBe(0);
  });

  test('sends ranges that make up the whole', async () => {
    const { makeVideoUrl } = await openSandbox();
    const url = await makeVideoUrl();
    const whole = await (await fetch(url)).bytes();

    const head = await fetch(url, { headers: { range: 'bytes=0-999' } });
    const tail = await fetch(url, { headers: { range: 'bytes=1000-' } });

    expect([head.status, tail.status]).toEqual([206, 206]);
    expect(head.headers.get('content-range')).toBe(`bytes 0-999/${whole.byteLength}`);
    const joined = Buffer.concat([await head.bytes(), await tail.bytes()]);
    expect(joined.compare(whole)).toBe(0);
  });

  test('refuses a range beyond the end, and sends the size', async () => {
    const { makeVideoUrl } = await openSandbox();
    const url = await makeVideoUrl();
    const { byteLength } = await (await fetch(url)).bytes();

    const response = await fetch(url, { headers: { range: `bytes=${byteLength}-` } });

    expect(response.status).toBe(416);
    expect(response.headers.get('content-range')).toBe(`bytes */${byteLength}`);
  });

  test('keeps its ETag over all reads, and respects conditions on it', async () => {
    const { sandbox, makeVideoUrl, clock } = await openSandbox();
    const url = await makeVideoUrl();
    const etag = (await fetch(url, { method: 'HEAD' })).headers.get('etag') ?? '';
    clock.advance(5000);
    const freshUrl = sandbox.tasks()[0]?.videoUrl ?? '';

    const same = await fetch(freshUrl, { headers: { range: 'bytes=5-9', 'if-range': etag } });
    const other = await fetch(freshUrl, { headers: { range: 'bytes=5-9', 'if-range': '"old"' } });
    const known = await fetch(freshUrl, { headers: { 'if-none-match': etag } });

    expect(freshUrl).not.toBe(url);
    expect([same.status, other.status, known.status]).toEqual([206, 200, 304]);
    expect(same.headers.get('etag')).toBe(etag);
  });
});
