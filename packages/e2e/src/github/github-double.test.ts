import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { findContractViolations } from './contract-violations.ts';
import { type GithubDouble, startGithubDouble } from './github-double.ts';

describe('the double of GitHub', () => {
  let github: GithubDouble;
  let releaseId = 0;
  let uploadUrl = '';

  beforeAll(async () => {
    github = await startGithubDouble();
    const { body } = await send('POST', '/releases', { tag_name: 'v1', draft: true });
    releaseId = body.id;
    uploadUrl = body.upload_url.replace(/\{.*$/, '');
  });
  afterAll(() => github.close());

  async function send(
    method: string,
    path: string,
    content?: unknown,
    accept = 'application/json',
  ) {
    const isText = typeof content === 'string';
    const url = path.startsWith('http') ? path : `${github.apiUrl}/repos/octo-org/demo${path}`;
    const response = await fetch(url, {
      method,
      headers: {
        authorization: `token ${github.token}`,
        'content-type': isText ? 'video/mp4' : 'application/json',
        accept,
      },
      ...(content !== undefined && { body: isText ? content : JSON.stringify(content) }),
    });
    const text = await response.text();
    return { status: response.status, text, body: text.startsWith('{') ? JSON.parse(text) : text };
  }

  test('keeps the bytes of an asset, and shows their digest', async () => {
    const { body } = await send('POST', `${uploadUrl}?name=a.mp4`, 'video');

    const download = await send(
      'GET',
      `/releases/assets/${body.id}`,
      undefined,
      'application/octet-stream',
    );

    expect(body).toMatchObject({ state: 'uploaded', size: 5 });
    expect(body.digest).toMatch(/^sha256:[0-9a-f]{64}$/);
    expect(download.text).toBe('video');
  });

  test('gives each name once, also when two ask at the same moment', async () => {
    const upload = () => send('POST', `${uploadUrl}?name=b.mp4`, 'video');

    const responses = await Promise.all([upload(), upload()]);

    expect(responses.map(({ status }) => status).toSorted()).toEqual([201, 422]);
    expect(responses.find(({ status }) => status === 422)?.body.errors).toEqual([
      { resource: 'ReleaseAsset', code: 'already_exists', field: 'name' },
    ]);
  });

  test('accepts uploads only at upload_url', async () => {
    const response = await send('POST', `/releases/${releaseId}/assets?name=c.mp4`, 'video');

    expect(uploadUrl).toContain('/uploads/');
    expect(response.status).toBe(404);
  });

  test('leaves an empty asset of an upload that is cut', async () => {
    github.fail({ on: /^POST \/uploads/, kind: 'cut' });

    await expect(send('POST', `${uploadUrl}?name=d.mp4`, 'video')).rejects.toThrow();
    const { text } = await send('GET', `/releases/${releaseId}/assets`);
    expect(JSON.parse(text)).toContainEqual(
      expect.objectContaining({ name: 'd.mp4', state: 'starter', size: 0 }),
    );
  });
});

test('GitHub’s description of its API finds requests that are wrong', async () => {
  const json = { 'content-type': 'application/json' };
  const path = '/repos/octo-org/demo/releases';
  const right = {
    method: 'POST',
    path,
    headers: json,
    body: { tag_name: 'v1' },
    status: 201,
    responseBytes: 0,
  };

  expect(await findContractViolations([right])).toEqual([]);
  expect(
    await findContractViolations([
      { ...right, body: { tag: 'v1' } },
      { ...right, path: '/repos/octo-org/demo/release' },
    ]),
  ).toEqual([
    `POST ${path}: Request body must have required property 'tag_name'`,
    'POST /repos/octo-org/demo/release: Route not resolved, no path matched',
  ]);
});
