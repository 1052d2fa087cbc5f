import { describe, expect, test } from 'vitest';
import { openSandbox } from '../testing/open-sandbox.ts';

describe('a link to a video', () => {
  test('works for a day and no longer', async () => {
    const { clock, makeVideoUrl } = await openSandbox();
    const url = await makeVideoUrl();

    clock.advance(86_399_000);
    const inTime = await fetch(url, { method: 'HEAD' });
    clock.advance(1000);
    const late = await fetch(url, { method: 'HEAD' });

    expect([inTime.status, late.status]).toEqual([200, 403]);
  });

  test('works as long as its lifetime option allows', async () => {
    const { clock, makeVideoUrl } = await openSandbox({ mediaLifetimeSeconds: 10 });
    const url = await makeVideoUrl();

    clock.advance(10_000);

    expect((await fetch(url)).status).toBe(403);
  });

  test.each([
    ['without a query', (url: string) => url.replace(/\?.*/, '')],
    ['with another signature', (url: string) => url.replace(/signature=./, 'signature=x')],
    ['with a later end', (url: string) => url.replace(/expires=1/, 'expires=2')],
  ])('does not work %s', async (_, spoil) => {
    const { makeVideoUrl } = await openSandbox();

    const response = await fetch(spoil(await makeVideoUrl()));

    expect(response.status).toBe(403);
  });

  test('does not exist before the task has succeeded', async () => {
    const { sandbox, makeTask } = await openSandbox();

    const response = await fetch(
      `${sandbox.url}/media/${await makeTask()}.mp4?signature=a&expires=1`,
    );

    expect(response.status).toBe(404);
  });
});
