import { describe, expect, test } from 'vitest';
import { findBrokenReferences } from './broken-references.ts';
import { readRepositoryFiles } from './repository-files.ts';

const files = await readRepositoryFiles();

describe('the references of this repository', () => {
  const referring = [...files.keys()].filter((path) => /\.(?:ts|mts|md|ya?ml)$/.test(path));

  test('lead to a section, a decision, a file or a heading that exists', () => {
    expect(referring.flatMap((path) => findBrokenReferences(path, files))).toEqual([]);
  });

  test('include citations of the contract from the source', () => {
    const citing = referring.filter((path) => files.get(path)?.includes('contract.md §'));

    expect(citing.length).toBeGreaterThanOrEqual(10);
  });
});

describe('a broken reference', () => {
  const contract = '# Contract\n\n## 1. Endpoints\n\nSee §1.\n\n## Result links\n';

  function brokenIn(path: string, text: string) {
    const repository = new Map([
      ['docs/contract.md', contract],
      ['docs/decisions/0002-some-decision.md', '# 2. Some decision'],
      ['packages/core/src/client/pay-once.ts', ''],
      [path, text],
    ]);
    return findBrokenReferences(path, repository);
  }

  test.each([
    ['a section', 'docs/guide.md', 'See contract.md §1.'],
    ['a decision', 'packages/core/src/a.ts', "const why = 'docs/decisions/0002';"],
    ['a file named in a comment', 'packages/core/src/a.ts', '// See pay-once.ts.'],
    ['a file named in code', 'packages/core/src/a.ts', "const name = 'nothing.ts';"],
    ['a part of a path', 'docs/guide.md', 'Look into `client/pay-once.ts`.'],
    ['a pattern of names', 'docs/guide.md', 'Tests are in `*.test.ts`.'],
    ['a link', 'docs/guide.md', '[Pay once](../packages/core/src/client/pay-once.ts)'],
    ['a directory', 'docs/guide.md', '[Decisions](decisions/)'],
    ['an anchor', 'docs/guide.md', '[Links](contract.md#result-links)'],
    ['an anchor of the same page', 'docs/guide.md', '# One part\n\n[Part](#one-part)'],
    ['a page elsewhere', 'docs/guide.md', '[Site](https://example.com/nothing.md)'],
    ['a block of code', 'docs/guide.md', '```\n[Link](nothing.md)\n```'],
  ])('is not found in %s that exists or is none', (_kind, path, text) => {
    expect(brokenIn(path, text)).toEqual([]);
  });

  test.each([
    ['a section', 'packages/core/src/a.ts', `// contract.md §${9}`, `contract.md §${9}`],
    ['a section within the contract', 'docs/contract.md', `## 1. One\n§${3}`, `§${3}`],
    ['a decision', 'packages/core/src/a.ts', `// decisions/${'0009'}`, `decisions/${'0009'}`],
    ['a comment', 'packages/core/src/a.ts', '/** As in pay-often.ts. */', 'pay-often.ts'],
    ['inline code', 'docs/guide.md', '`core/pay-once.ts`', 'core/pay-once.ts'],
    ['a link', 'docs/guide.md', '[Pay](pay.md)', 'pay.md'],
    ['a picture', 'README.md', '![Price](docs/price.png)', 'docs/price.png'],
    ['an anchor', 'README.md', '[Price](docs/contract.md#price)', 'docs/contract.md#price'],
    [
      'a page of this repository on GitHub',
      'README.md',
      '[More](https://github.com/kling-automation/kling-automation/blob/main/docs/more.md)',
      '/docs/more.md',
    ],
  ])('is reported with its line for %s', (_kind, path, text, reference) => {
    const line = text.split('\n').length;

    expect(brokenIn(path, text)).toEqual([`${path}:${line}: ${reference}`]);
  });
});
