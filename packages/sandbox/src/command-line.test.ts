import { describe, expect, test } from 'vitest';
import { parseCommandLine } from './command-line.ts';

describe('the command line', () => {
  test('listens on 4010 without any option', () => {
    expect(parseCommandLine([])).toMatchObject({ asksForHelp: false, options: { port: 4010 } });
  });

  test('accepts every option', () => {
    const text =
      '--port 0 --speed 20 --envelope flat-id --credits 500 --key aio_a --key aio_b --seed 7 ' +
      '--fault callback-lost --fault reset:2,on=read --media-lifetime 60 --elements-need-image';

    expect(parseCommandLine(text.split(' ')).options).toEqual({
      port: 0,
      speed: 20,
      envelope: 'flat-id',
      credits: 500,
      apiKeys: ['aio_a', 'aio_b'],
      seed: 7,
      faults: [
        { kind: 'callback-lost', on: 'callback', times: 1, skip: 0 },
        { kind: 'reset', on: 'read', when: 'before', times: 2, skip: 0 },
      ],
      mediaLifetimeSeconds: 60,
      elementsNeedImage: true,
    });
  });

  test.each([
    ['--help', true],
    ['-h', true],
  ])('%s asks for help', (flag, asksForHelp) => {
    expect(parseCommandLine([flag]).asksForHelp).toBe(asksForHelp);
  });

  test.each([
    ['--speed fast', '--speed must be a number, not "fast".'],
    ['--speed 0', 'speed must be a number above 0, not 0.'],
    ['--port 70000', 'port must be a port, 0 to 65535, not 70000.'],
    ['--credits -5', "Option '--credits' argument is ambiguous"],
    ['--credits 1.5', 'credits must be a whole number from 0, not 1.5.'],
    ['--key=', 'apiKeys must have at least one key, and no empty one.'],
    ['--envelope flat', '--envelope must be one of current, flat-id,'],
    ['--fault flood', 'The fault "flood" is invalid:'],
    ['--colour', "Unknown option '--colour'. See npx @kling-automation/sandbox --help."],
    ['more', "Unexpected argument 'more'. See npx @kling-automation/sandbox --help."],
  ])('%s gets one clear sentence', (text, sentence) => {
    expect(() => parseCommandLine(text.split(' '))).toThrow(RangeError);
    expect(() => parseCommandLine(text.split(' '))).toThrow(sentence);
  });
});
