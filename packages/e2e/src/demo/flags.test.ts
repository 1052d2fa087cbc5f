import { describe, expect, test } from 'vitest';
import { parseDemoFlags } from './flags.ts';

describe('the flags of the demo', () => {
  test('ask for 8 s in std with sound by default', () => {
    expect(parseDemoFlags([])).toMatchObject({
      inputs: { duration: '8', mode: 'std', 'aspect-ratio': '16:9', sound: 'true' },
      sandbox: { credits: 10_000, speed: 20 },
      wantsHelp: false,
    });
  });

  test('go to the Action as they are, empty ones too', () => {
    const { inputs } = parseDemoFlags([
      '--',
      '--prompt',
      '',
      '--api-key=wrong',
      '--duration',
      '99',
    ]);

    expect(inputs).toMatchObject({ prompt: '', 'api-key': 'wrong', duration: '99' });
  });

  test.each([
    [['--base-url', 'http://127.0.0.1:9']],
    [['--base-url', 'https://apiin.one', '--live']],
  ])('%j is none', (words) => {
    expect(parseDemoFlags(words).error).toBeUndefined();
  });

  test('set up the sandbox', () => {
    expect(parseDemoFlags(['--credits', '10', '--speed', '0.5']).sandbox).toEqual({
      credits: 10,
      speed: 0.5,
    });
  });

  test.each([
    [['--promt', 'typo'], "Unknown option '--promt'"],
    [['fox'], 'Unexpected argument'],
    [['--speed', 'fast'], 'take a number'],
    [['--base-url', 'https://apiin.one', '--api-key', 'aio_1'], 'add --live to pay'],
  ])('%j is an error', (words, message) => {
    expect(parseDemoFlags(words).error).toContain(message);
  });
});
