import { describe, expect, test } from 'vitest';
import { openSandbox } from '../testing/open-sandbox.ts';

describe('the page', () => {
  test('escapes the text of a prompt', async () => {
    const { sandbox, makeTask } = await openSandbox();
    await makeTask({ prompt: '<script>alert("1")</script>' });

    const page = await (await fetch(sandbox.url)).text();

    expect(page).toContain('&lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt;');
    expect(page).not.toContain('<script>alert');
  });

  test('plays a finished video from a link that never changes', async () => {
    const { sandbox, makeTask } = await openSandbox();
    const taskId = await makeTask();
    sandbox.finish(taskId);

    const page = await (await fetch(sandbox.url)).text();
    const video = await fetch(`${sandbox.url}/sandbox/tasks/${taskId}/video`);

    expect(page).toContain(`src="/sandbox/tasks/${taskId}/video"`);
    expect(video.headers.get('content-type')).toBe('video/mp4');
    expect((await video.bytes()).byteLength).toBeGreaterThan(100_000);
  });

  test('shows balance, failures, scripted faults and how to create the first task', async () => {
    const { sandbox, makeTask } = await openSandbox({ faults: [{ kind: 'hang', on: 'read' }] });

    const empty = await (await fetch(sandbox.url)).text();
    const taskId = await makeTask();
    sandbox.fail(taskId, { code: 1301, message: 'Too wild & free' });
    const page = await (await fetch(sandbox.url)).text();

    expect(empty).toContain('No task yet.');
    expect(page).toContain('<strong>10,000</strong> credits left');
    expect(page).toContain('300 debited · 300 refunded');
    expect(page).toContain('Too wild &amp; free');
    expect(page).toContain('<strong>hang</strong> on read');
  });

  test('is not recorded, gets no faults, and loads nothing from other servers', async () => {
    const { sandbox } = await openSandbox({
      faults: [{ kind: 'reset', on: 'media', times: 'always' }],
    });

    const responses = await Promise.all(
      ['/', '/sandbox/page.css', '/sandbox/page.js'].map((path) => fetch(sandbox.url + path)),
    );

    expect(responses.map(({ status }) => status)).toEqual([200, 200, 200]);
    expect(responses[0]?.headers.get('content-security-policy')).toMatch(/^default-src 'none';/);
    expect(sandbox.requests()).toEqual([]);
  });
});
