import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { checkDocument } from './check-document.ts';
import { findCodeBlocks } from './code-blocks.ts';
import { readRepositoryFile } from './repository-documents.ts';
import { readSitePages } from './site-pages.ts';

const readmes = ['README.md', 'README.zh-CN.md', 'packages/action/README.md'];
const pages = [
  ...(await Promise.all(readmes.map(readRepositoryFile))),
  ...(await readSitePages()),
  ...(await readSitePages('docs/zh')),
];
const snippets = pages.flatMap(findCodeBlocks).filter(({ language }) => language === 'yaml');

/** Adds what a reader adds: the event, and the job around steps. */
function asWorkflow(yaml: string): string {
  const document = parse(yaml);
  if (Object.hasOwn(document, 'on')) return yaml;
  const indented = yaml.replaceAll(/^(?=.)/gm, '      ');
  const jobs = `jobs:\n  video:\n    runs-on: ubuntu-latest\n    steps:\n${indented}`;
  return `on: push\n${Array.isArray(document) ? jobs : yaml}`;
}

describe('the workflows in READMEs and pages', () => {
  test('are there', () => {
    expect(snippets.length).toBeGreaterThanOrEqual(18);
  });

  test.each(snippets)('$name is accepted by GitHub and actionlint', async ({ code }) => {
    const text = asWorkflow(code);

    expect(await checkDocument({ path: 'examples/github/snippet.yml', text })).toEqual([]);
  });
});
