import { describe, expect, test } from 'vitest';
import { checkDocument } from './check-document.ts';
import { readRepositoryFile, readWorkflows } from './repository-documents.ts';

const workflows = await readWorkflows();

describe('every document that GitHub reads', () => {
  test('is there', () => {
    expect(workflows.length).toBeGreaterThanOrEqual(8);
  });

  test.each(workflows)('$path is accepted by GitHub and actionlint', async (workflow) => {
    expect(await checkDocument(workflow)).toEqual([]);
  });

  test.each(['action.yml', '.github/actions/setup/action.yml'])(
    '%s is accepted by GitHub',
    async (path) => {
      expect(await checkDocument(await readRepositoryFile(path))).toEqual([]);
    },
  );
});

describe('a broken document is refused', () => {
  const workflow = `
on: push
permissions: {}
jobs:
  video:
    runs-on: ubuntu-latest
    steps:
      - uses: kling-automation/kling-automation@v0
        id: video
        with:
          api-key: \${{ secrets.API_IN_ONE_KEY }}
          prompt: A lighthouse at dawn
      - run: ls "$FILE"
        env:
          FILE: \${{ steps.video.outputs.video-path }}
`;

  async function issuesAfter(part: string, replacement: string) {
    expect(workflow).toContain(part);
    const text = workflow.replace(part, replacement);
    return (await checkDocument({ path: 'examples/github/probe.yml', text })).join('\n');
  }

  test('while the unbroken one passes', async () => {
    expect(await issuesAfter('prompt:', 'prompt:')).toBe('');
  });

  test.each([
    ['an input the action has not', 'prompt:', 'promt:', "Invalid action input 'promt'"],
    [
      'an output it has not',
      'video-path',
      'video-file',
      'Context access might be invalid: video-file',
    ],
    ['a step that is not there', 'steps.video', 'steps.film', 'film'],
    ['an unknown context', 'secrets.API', 'secret.API', "Unrecognized named-value: 'secret'"],
    ['an expression without an end', 'API_IN_ONE_KEY }}', 'API_IN_ONE_KEY', 'expression'],
    ['a key out of place', 'permissions: {}', 'permission: {}', 'permission'],
    ['a permission that does not exist', '{}', '{ videos: write }', 'videos'],
    ['an unknown runner', 'ubuntu-latest', 'ubuntu-older', 'label "ubuntu-older" is unknown'],
    ['an action nobody has looked at', 'kling-automation@v0', 'another@v0', 'Unable to resolve'],
    [
      "somebody's text in a script",
      'ls "$FILE"',
      `echo "\${{ github.event.head_commit.message }}"`,
      'potentially untrusted',
    ],
  ])('with %s', async (_issue, part, replacement, message) => {
    expect(await issuesAfter(part, replacement)).toContain(message);
  });

  test.each([
    ['an unknown icon', 'icon: video', 'icon: cinema'],
    ['a retired runtime', 'using: node24', 'using: node18'],
    ['no script', 'main: packages/action/dist/main.mjs', ''],
    ['an unknown key', 'author:', 'auther:'],
  ])('as an action.yml with %s', async (_issue, part, replacement) => {
    const { path, text } = await readRepositoryFile('action.yml');
    expect(text).toContain(part);

    expect(await checkDocument({ path, text: text.replace(part, replacement) })).not.toEqual([]);
  });
});
