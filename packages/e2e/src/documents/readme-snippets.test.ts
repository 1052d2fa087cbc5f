import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { checkDocument } from './check-document.ts';
import { readRepositoryFile } from './repository-documents.ts';

const readmes = ['README.md', 'README.zh-CN.md', 'packages/action/README.md'];
const snippets = (await Promise.all(readmes.map(readRepositoryFile))).flatMap(({ path, text }) =>
  [...text.matchAll(/^```yaml\n(.*?)^```$/gms)].map(([, yaml = ''], index) => ({
    name: `${path}, example ${index + 1}`,
    text: asWorkflow(yaml),
  })),
);

/** Adds what a reader adds: the event, and the job around steps. */
function asWorkflow(yaml: string): string {
  const isSteps = Array.isArray(parse(yaml));
  const indented = yaml.replaceAll(/^(?=.)/gm, '      ');
  const jobs = `jobs:\n  video:\n    runs-on: ubuntu-latest\n    steps:\n${indented}`;
  return `on: push\n${isSteps ? jobs : yaml}`;
}

describe('the examples of the READMEs', () => {
  test('are there', () => {
    expect(snippets.length).toBeGreaterThanOrEqual(readmes.length);
  });

  test.each(snippets)('$name is accepted by GitHub and actionlint', async ({ text }) => {
    expect(await checkDocument({ path: 'examples/github/snippet.yml', text })).toEqual([]);
  });
});
