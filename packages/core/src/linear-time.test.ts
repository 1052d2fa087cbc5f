import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { redact } from './errors/redaction.ts';
import { parseInstant, parseRetryAfter } from './instant.ts';
import { mentionedNames } from './request/find-issues-across-fields.ts';
import { classifyFailure } from './response/failure-class.ts';
import { parseCallback } from './task/callback.ts';
import { excerptOf } from './task/excerpt.ts';
import { parseStatus } from './task/status.ts';
import { parseSubmission } from './task/submission.ts';
import { parseTask } from './task/task.ts';

/** The longest body that either host reads. */
const longestBody = 4 * 2 ** 20;

/**
 * A guard against time that grows with the square of the length, which is 20 s and more at this
 * size. What is linear takes a tenth of this.
 */
const mostProcessorMilliseconds = 2000;

/** A collection of garbage, or another thread of this process, may fall into one look, not into all. */
const looks = 3;

type Readers = readonly (readonly [string, (text: string) => unknown])[];

const bodyReaders: Readers = [
  ['parseTask', parseTask],
  ['parseSubmission', parseSubmission],
  ['parseCallback', parseCallback],
];

const textReaders: Readers = [
  ['excerptOf', excerptOf],
  ['redact', (text) => redact(text, longestBody)],
  ['classifyFailure', (text) => classifyFailure(400, { code: text, message: text })],
  ['mentionedNames', mentionedNames],
  ['parseStatus', parseStatus],
  ['parseInstant', parseInstant],
  ['parseRetryAfter', (text) => parseRetryAfter(text, 0)],
];

/** Pieces that patterns look for, and that start a search over again and again. */
const pieces = [
  'http://',
  'https://a.example/',
  'https:\\/\\/',
  'image ',
  'imageurl',
  'fetch ',
  'insufficient ',
  'sk-',
  'aio_',
  'Bearer ',
  'token=',
  'token: a',
  '"token":"',
  'cookie:',
  'a:a@',
  '?a=',
  '?a',
  '@a',
  '@',
  '.',
  ' ',
  '\n',
  '\\',
  '"',
  '\\"',
  '1',
  '12:34:56 ',
  '1234567890123456 ',
  '-',
  '_',
  'success ',
  '审核',
  '🌊',
  '\uD800',
  '\u0000',
] as const;

const units = fc
  .array(fc.oneof(fc.constantFrom(...pieces), fc.string({ maxLength: 5 })), {
    minLength: 2,
    maxLength: 6,
  })
  .map((parts) => parts.join(''))
  .filter((unit) => unit !== '');

const generated = fc.sample(units, { seed: 9, numRuns: 20 });

describe('4 MiB of text', () => {
  test.each([...pieces, ...generated])('that repeats %j is read in linear time', (unit) => {
    const text = fill(unit, longestBody);
    const quarter = text.slice(0, longestBody / 4);
    const body = JSON.stringify({
      code: 400,
      message: quarter,
      data: { task_id: quarter, video_url: `https://a.example/${quarter}`, clip: `["${quarter}` },
    });

    expect(slow([...bodyReaders, ...textReaders], text)).toEqual([]);
    expect(slow(bodyReaders, body)).toEqual([]);
  });
});

describe('4 MiB of JSON', () => {
  test.each([
    ['[', ']'],
    ['{"data":', '}'],
    ['{"errors":[', ']}'],
    ['{"response":{"output":', '}}'],
  ])('nested as %s…%s is read in linear time', (open, close) => {
    const levels = Math.floor(longestBody / (open.length + close.length));
    const body = `{"status":"success","data":${open.repeat(levels)}1${close.repeat(levels)}}`;

    expect(slow(bodyReaders, body)).toEqual([]);
  });

  test.each([
    '[]',
    '""',
    '"[]"',
    '"https://a.example/a.png"',
    '{"url":"https://a.example/a.mp4"}',
    '{"message":"Too dark"}',
    '1234567890123456789',
    '[[[[[[]]]]]]',
  ])('in lists of %s is read in linear time', (entry) => {
    const places = ['response', 'response_data', 'errors', 'detail', 'payload', 'clips'];
    const list = `[${`${entry},`.repeat(longestBody / places.length / (entry.length + 1))}1]`;
    const members = places.map((place) => `"${place}":${list}`).join();

    expect(slow(bodyReaders, `{"status":"success","data":{${members}}}`)).toEqual([]);
  });

  test('with very many keys is read in linear time', () => {
    const keys = Array.from({ length: longestBody / 16 }, (_, index) => `"key ${index}":""`).join();

    expect(slow(bodyReaders, `{"status":"success","data":{"clips":{${keys}}}}`)).toEqual([]);
  });
});

function fill(unit: string, length: number): string {
  return unit.repeat(Math.ceil(length / unit.length)).slice(0, length);
}

/** Which of these take too long over a text. */
function slow(readers: Readers, text: string): readonly string[] {
  return readers.filter(([, read]) => isSlow(() => read(text))).map(([name]) => name);
}

function isSlow(run: () => unknown): boolean {
  return Array.from({ length: looks }).every(
    () => processorMilliseconds(run) > mostProcessorMilliseconds,
  );
}

/** This process's own time, which other processes do not lengthen. */
function processorMilliseconds(run: () => unknown): number {
  const start = process.cpuUsage();
  run();
  return process.cpuUsage(start).user / 1000;
}
