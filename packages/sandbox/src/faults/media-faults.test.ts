import { describe, expect, test } from 'vitest';
import { lastTask, openSandbox } from '../testing/open-sandbox.ts';

describe('a fault of the media host', () => {
  test.each([403, 404, 410] as const)(
    'makes a link expire with %i for good, while a new read returns one that works',
    async (httpStatus) => {
      const { sandbox, makeVideoUrl } = await openSandbox({
        faults: [{ kind: 'expired-media-url', httpStatus }],
      });
      const url = await makeVideoUrl();

      const [expired, again] = [await fetch(url), await fetch(url)];
      const fresh = await fetch(lastTask(sandbox).videoUrl ?? '');

      expect([expired.status, again.status, fresh.status]).toEqual([httpStatus, httpStatus, 200]);
    },
  );

  test('cuts the download at the given percentage', async () => {
    const { makeVideoUrl } = await openSandbox({ faults: [{ kind: 'media-cut', percent: 40 }] });
    const url = await makeVideoUrl();

    const response = await fetch(url);
    const receivedBytes = await countUntilCut(response);
    const whole = await (await fetch(url)).bytes();

    expect(receivedBytes).toBe(Math.floor(whole.byteLength * 0.4));
  });

  test('ignores a range', async () => {
    const { makeVideoUrl } = await openSandbox({ faults: [{ kind: 'media-ignores-range' }] });
    const url = await makeVideoUrl();
    const range = { headers: { range: 'bytes=100-' } };

    const [ignored, served] = [await fetch(url, range), await fetch(url, range)];

    expect([ignored.status, served.status]).toEqual([200, 206]);
    expect(ignored.headers.get('accept-ranges')).toBeNull();
  });

  test('serves a page instead of the video', async () => {
    const { makeVideoUrl } = await openSandbox({ faults: [{ kind: 'media-html' }] });

    const response = await fetch(await makeVideoUrl());

    expect(response.status).toBe(200);
    expect(response.headers.get('content-type')).toBe('text/html; charset=utf-8');
  });
});

async function countUntilCut(response: Response): Promise<number> {
  let receivedBytes = 0;
  try {
    for await (const chunk of response.body ?? []) receivedBytes += chunk.byteLength;
  } catch {
    return receivedBytes;
  }
  throw new Error('The download was not cut.');
}
