import { describe, expect, test } from 'vitest';
import { parseFaultText } from './parse-fault-text.ts';

describe('a fault on the command line', () => {
  test.each([
    ['media-cut', { kind: 'media-cut', on: 'media', percent: 50, times: 1, skip: 0 }],
    ['callback-lost:3', { kind: 'callback-lost', on: 'callback', times: 3, skip: 0 }],
    [
      'reset:always,on=read',
      { kind: 'reset', on: 'read', when: 'before', times: 'always', skip: 0 },
    ],
    [
      'server-error:2,on=submit,httpStatus=503,when=after,skip=1',
      {
        kind: 'server-error',
        on: 'submit',
        httpStatus: 503,
        when: 'after',
        times: 2,
        skip: 1,
      },
    ],
    [
      'unknown-status,on=read,word=NEARLY=DONE',
      { kind: 'unknown-status', on: 'read', word: 'NEARLY=DONE', times: 1, skip: 0 },
    ],
  ])('%s is valid', (text, fault) => {
    expect(parseFaultText(text)).toEqual(fault);
  });

  test.each([
    ['reset', 'on: Invalid option: expected one of "submit"|"read"|"media"'],
    ['media-cut:0', 'times: '],
    ['media-cut,percent=200', 'percent: Too big'],
    ['media-cut,percent', 'percent: Invalid input'],
    ['media-cut,on=read', 'on: Invalid input: expected "media"'],
    ['flood', "kind: Invalid discriminator value. Expected 'rate-limited'"],
  ])('%s is refused in one sentence', (text, reason) => {
    expect(() => parseFaultText(text)).toThrow(RangeError);
    expect(() => parseFaultText(text)).toThrow(reason);
  });
});
