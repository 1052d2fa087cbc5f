import { describe, expect, test } from 'vitest';
import { findWords, type WordRules } from './find-words.ts';

const rules: WordRules = {
  words: {
    'gizmos?': 'tool',
    'big deal': 'contract',
    ', albeit': 'but',
  },
  allowed: [{ text: 'gizmo king', in: '^docs/', because: 'it is a product' }],
};

function find(text: string, path = 'src/a.ts') {
  return findWords({ path, text }, rules).map(({ line, word, use }) => `${line} ${word}: ${use}`);
}

describe('a word that must not be used', () => {
  test.each([
    ['const gizmo = 1;', '1 gizmo: tool'],
    ['const lastGizmos = 1;', '1 Gizmos: tool'],
    ['const GIZMO_COUNT = 1;', '1 GIZMO: tool'],
    ['new HTMLGizmo()', '1 Gizmo: tool'],
    ['call(n8nGizmo)', '1 Gizmo: tool'],
    ["import x from './gizmo-list.ts';", '1 gizmo: tool'],
    ["test('finds the gizmo of a run')", '1 gizmo: tool'],
    ['const a = 1;\n\n// The gizmo.\n', '3 gizmo: tool'],
  ])('is found in %j', (text, line) => {
    expect(find(text)).toEqual([line]);
  });

  test('is found in the name of a file', () => {
    expect(find('', 'src/gizmo/main.ts')).toEqual(['0 gizmo: tool']);
  });

  test('is not found within a longer word', () => {
    expect(find('gizmology, mygizmo, égizmo')).toEqual([]);
  });
});

describe('a phrase that must not be used', () => {
  test.each([
    ['a big deal', '1 big deal: contract'],
    ['const bigDeal = 1;', '1 big Deal: contract'],
    ["'big-deal'", '1 big deal: contract'],
    ['/**\n * It is big\n * deal.\n */', '2 big deal: contract'],
    ['// It is big\n  // deal.', '1 big deal: contract'],
    ['it works, albeit late', '1 , albeit: but'],
  ])('is found in %j', (text, line) => {
    expect(find(text)).toEqual([line]);
  });

  test('is not found when other words come between', () => {
    expect(find('a big new deal, all albeit')).toEqual([]);
  });
});

describe('an allowed text', () => {
  test('is left alone in its paths, and nothing beside it', () => {
    expect(find('A Gizmo King and a gizmo', 'docs/a.md')).toEqual(['1 gizmo: tool']);
  });

  test('is found in every other path', () => {
    expect(find('A Gizmo King')).toEqual(['1 Gizmo: tool']);
  });
});
