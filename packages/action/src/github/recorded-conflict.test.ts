import { createVirtualClock } from '@kling-automation/core/testing';
import { expect, test } from 'vitest';
import { isNameTaken } from '../release/put-asset.ts';
import { createGithubApi } from './octokit-api.ts';
import { startFixturesServer } from './testing/fixtures-server.ts';

test('GitHub’s own refusal of a name, as it was recorded, is understood', async () => {
  const server = await startFixturesServer();
  const apiUrl = await server.open('release-assets-conflict');
  const headers = { accept: 'application/vnd.github.v3+json' };
  const token = '0000000000000000000000000000000000000001';
  const repository = 'octokit-fixture-org/release-assets-conflict';
  const read = (path: string) =>
    fetch(`${apiUrl}/repos/${repository}${path}`, {
      headers: { ...headers, authorization: `token ${token}` },
    }).then(async (response) => JSON.parse(await response.text()));
  const { signal } = new AbortController();
  const github = await createGithubApi({
    token,
    apiUrl,
    repository,
    clock: createVirtualClock({ timeLimitMilliseconds: 10_000 }),
    signal,
  });
  const recorded = await read('/releases/tags/v1.0.0');
  const release = {
    id: recorded.id,
    tagName: 'v1.0.0',
    isDraft: false,
    isImmutable: false,
    uploadUrl: recorded.upload_url,
  };
  const upload = {
    name: 'test-upload.txt',
    label: 'test',
    contentType: 'text/plain',
    content: new Blob(['Hello, world!\n']),
  };

  const refusal: unknown = await github.uploadAsset(release, upload).catch((error) => error);
  const [inTheWay] = await read('/releases/1000/assets');
  await github.deleteAsset(inTheWay.id);
  const asset = await github.uploadAsset(release, upload);
  await server.close();

  expect(refusal).toMatchObject({ status: 422, faultCodes: ['already_exists'] });
  expect(isNameTaken(refusal)).toBe(true);
  expect(asset).toMatchObject({ name: 'test-upload.txt', label: 'test', bytes: 14, isWhole: true });
});
