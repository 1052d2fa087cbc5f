import { describe, expect, test } from 'vitest';

import { asSentence, sentences } from './sentences.ts';

describe('Sentences', () => {
  test('are joined without the empty ones', () => {
    expect(sentences('It failed.', '', 'Try again.')).toBe('It failed. Try again.');
  });

  test.each([
    ['It failed', 'It failed.'],
    ['It failed.', 'It failed.'],
    ['Did it fail?', 'Did it fail?'],
    ['It failed!', 'It failed!'],
    ['失败。', '失败。'],
    ['It was cut…', 'It was cut….'],
  ])('of the text "%s" end once', (text, sentence) => {
    expect(asSentence(text)).toBe(sentence);
  });
});
