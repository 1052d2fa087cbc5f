import { describe, test } from 'vitest';
import { openGithubScenario, writeGithubTranscript } from './github-scenario.ts';

const inputs = { prompt: 'A lighthouse for @octocat, fixes #1', 'dry-run': 'true' };
const event = {
  name: 'pull_request',
  payload: {
    number: 1,
    pull_request: { number: 1, head: { repo: { full_name: 'octo-org/demo' } } },
  },
};

describe.concurrent('the price plan of a pull request', () => {
  test('is one comment, updated by every run', async ({ expect }) => {
    const scenario = await openGithubScenario();
    await scenario.github.request('POST', '/issues', { title: 'A pull request' });

    const first = await scenario.run({ inputs, event });
    const second = await scenario.run({ inputs: { ...inputs, duration: '10' }, event });
    const third = await scenario.run({ inputs: { ...inputs, duration: '10' }, event });

    const comments = await scenario.github.request('GET', '/issues/1/comments');
    expect(comments).toMatchObject([{ body: expect.stringContaining('600 credits') }]);
    expect(third.githubRequests.map(({ method }) => method)).not.toContain('PATCH');
    await expect(writeGithubTranscript(first)).toMatchFileSnapshot(
      'transcripts/comment-created.txt',
    );
    await expect(writeGithubTranscript(second)).toMatchFileSnapshot(
      'transcripts/comment-updated.txt',
    );
    await scenario.close();
  });

  test('has a part for each job of a matrix', async ({ expect }) => {
    const scenario = await openGithubScenario();
    await scenario.github.request('POST', '/issues', { title: 'A pull request' });

    for (const matrix of ['{"language":"en"}', '{"language":"de"}', '{"language":"en"}']) {
      await scenario.run({ inputs: { ...inputs, matrix }, event });
    }

    const comments = await scenario.github.request('GET', '/issues/1/comments');
    expect(comments).toHaveLength(1);
    expect(String(Object(comments)[0].body).match(/^### .*$/gm)).toEqual([
      '### Kling videos (de): price plan',
      '### Kling videos (en): price plan',
    ]);
    await scenario.close();
  });

  test('becomes the result in the same comment', async ({ expect }) => {
    const scenario = await openGithubScenario();
    await scenario.github.request('POST', '/issues', { title: 'A pull request' });

    const result = await scenario.run({ inputs: { ...inputs, 'dry-run': 'false' }, event });

    const comments = await scenario.github.request('GET', '/issues/1/comments');
    expect(comments).toMatchObject([{ body: expect.stringContaining('✅ 1 rendered') }]);
    expect(JSON.stringify(comments)).not.toContain('signature=');
    const writes = result.githubRequests.filter(({ path }) => path.includes('/comments'));
    expect(writes.map(({ method }) => method)).toEqual(['GET', 'POST', 'GET', 'GET', 'PATCH']);
    await scenario.close();
  });

  test('holds nothing up longer than 10 s when GitHub takes no comment', async ({ expect }) => {
    const scenario = await openGithubScenario();
    await scenario.github.request('POST', '/issues', { title: 'A pull request' });
    scenario.github.fail({ on: /comments/, kind: 'bad-gateway', times: 100 });

    const result = await scenario.run({ inputs, event });

    expect(result.run.exitCode).toBe(0);
    expect(result.run.annotations).toMatchObject([
      { level: 'warning', message: expect.stringContaining('The comment on the pull request') },
    ]);
    const tries = result.githubRequests.filter(({ path }) => path.includes('/comments'));
    expect(tries.length).toBeLessThan(8);
    await scenario.close();
  });

  test('is in the summary if the token may not comment', async ({ expect }) => {
    const scenario = await openGithubScenario({ github: { isReadOnly: true } });
    await scenario.github.request('POST', '/issues', { title: 'A pull request' });

    const result = await scenario.run({ inputs, event });

    expect(result.run.exitCode).toBe(0);
    expect(result.run.summary).toContain('300 credits');
    await expect(writeGithubTranscript(result)).toMatchFileSnapshot(
      'transcripts/comment-not-allowed.txt',
    );
    await scenario.close();
  });
});
