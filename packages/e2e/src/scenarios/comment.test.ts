import { describe, test } from 'vitest';
import { openGithubScene, writeGithubTranscript } from './github-scene.ts';

const inputs = { prompt: 'A lighthouse for @octocat, fixes #1', 'dry-run': 'true' };
const event = {
  name: 'pull_request',
  payload: {
    number: 1,
    pull_request: { number: 1, head: { repo: { full_name: 'octo-org/demo' } } },
  },
};

describe.concurrent('the price plan of a pull request', () => {
  test('is one comment, put right with every run', { timeout: 60_000 }, async ({ expect }) => {
    const scene = await openGithubScene();
    await scene.github.ask('POST', '/issues', { title: 'A pull request' });

    const first = await scene.play({ inputs, event });
    const second = await scene.play({ inputs: { ...inputs, duration: '10' }, event });
    const third = await scene.play({ inputs: { ...inputs, duration: '10' }, event });

    const comments = await scene.github.ask('GET', '/issues/1/comments');
    expect(comments).toMatchObject([{ body: expect.stringContaining('600 credits') }]);
    expect(third.exchanges.map(({ method }) => method)).not.toContain('PATCH');
    await expect(writeGithubTranscript(first)).toMatchFileSnapshot(
      'transcripts/comment-created.txt',
    );
    await expect(writeGithubTranscript(second)).toMatchFileSnapshot(
      'transcripts/comment-updated.txt',
    );
    await scene.close();
  });

  test('stands in the summary where the token may not comment', {
    timeout: 60_000,
  }, async ({ expect }) => {
    const scene = await openGithubScene({ github: { isReadOnly: true } });
    await scene.github.ask('POST', '/issues', { title: 'A pull request' });

    const scenario = await scene.play({ inputs, event });

    expect(scenario.run.exitCode).toBe(0);
    expect(scenario.run.summary).toContain('300 credits');
    await expect(writeGithubTranscript(scenario)).toMatchFileSnapshot(
      'transcripts/comment-not-allowed.txt',
    );
    await scene.close();
  });
});
