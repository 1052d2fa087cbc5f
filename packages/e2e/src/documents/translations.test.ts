import { describe, expect, test } from 'vitest';
import { findCodeBlocks } from './code-blocks.ts';
import { type RepositoryDocument, readRepositoryFile } from './repository-documents.ts';
import { readSitePages } from './site-pages.ts';

const pages = await readSitePages();
const translated = await readSitePages('docs/zh');

/** What a translation has in common with its page. */
function shapeOf(document: RepositoryDocument) {
  const prose = document.text.replaceAll(/^ *```.*?^ *```$/gms, '');
  return {
    headings: [...prose.matchAll(/^(#+) /gm)].map(([, level = '']) => level.length),
    tableRows: prose.match(/^\|/gm)?.length ?? 0,
    listItems: prose.match(/^(?:-|\d+\.) /gm)?.length ?? 0,
    code: findCodeBlocks(document).map(({ code, language }) => ({
      language,
      code: code.replaceAll(/ (?:#|\/\/) .*$/gm, ''),
    })),
  };
}

describe('the Chinese pages', () => {
  test('are those that exist in English', () => {
    const paths = translated.map(({ path }) => path.replace('docs/zh/', 'docs/'));

    expect(pages.length).toBeGreaterThan(20);
    expect(paths).toEqual(pages.map(({ path }) => path));
  });

  test.each(pages)('have the headings, tables, lists and code of $path', async (page) => {
    const translation = await readRepositoryFile(page.path.replace('docs/', 'docs/zh/'));

    expect(shapeOf(translation)).toEqual(shapeOf(page));
  });
});

test('the Chinese README has the headings, tables, lists and code of the English one', async () => {
  const chinese = await readRepositoryFile('README.zh-CN.md');

  expect(shapeOf(chinese)).toEqual(shapeOf(await readRepositoryFile('README.md')));
});
