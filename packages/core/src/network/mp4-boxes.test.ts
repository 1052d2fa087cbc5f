import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { createBoxWalk } from './mp4-boxes.ts';

/** A box whose header announces `size`; its body is as long as `bodyBytes`. */
function box(type: string, bodyBytes: number, size: number | bigint = 8 + bodyBytes): Buffer {
  const isLarge = typeof size === 'bigint';
  const header = Buffer.alloc(isLarge ? 16 : 8);
  header.writeUInt32BE(isLarge ? 1 : size);
  header.write(type, 4, 'latin1');
  if (isLarge) header.writeBigUInt64BE(size, 8);
  return Buffer.concat([header, Buffer.alloc(bodyBytes, 0xff)]);
}

const ftyp = box('ftyp', 16);
const moov = box('moov', 100);

function defectOf(content: Uint8Array, isEndKnown = true): string | undefined {
  const walk = createBoxWalk();
  walk.add(content);
  return walk.findDefect(isEndKnown);
}

describe('a file is whole', () => {
  test.each([
    ['with the index first', [ftyp, moov, box('mdat', 1000)]],
    ['with the index last', [ftyp, box('mdat', 1000), moov]],
    ['with boxes that nobody knows', [ftyp, box('\0\xffab', 3), moov, box('mdat', 0)]],
    ['with a 64-bit size', [ftyp, box('mdat', 1000, 1016n), moov]],
    [
      'with fragments',
      [ftyp, moov, box('moof', 50), box('mdat', 9), box('moof', 50), box('mdat', 9)],
    ],
    ['with an open last box', [ftyp, moov, box('mdat', 1000, 0)]],
    ['with an open last box of no bytes', [ftyp, moov, box('mdat', 0, 0)]],
  ])('%s', (_name, boxes) => {
    expect(defectOf(Buffer.concat(boxes))).toBeUndefined();
  });

  test.each(['1280x720.mp4', '720x720.mp4'])('such as a real one (%s)', (name) => {
    const content = readFileSync(new URL(`../../../sandbox/media/${name}`, import.meta.url));

    expect(defectOf(content)).toBeUndefined();
    expect(defectOf(content.subarray(0, -1))).toMatch(/^1 bytes of its box "\w{4}" are missing$/);
  });
});

describe('a file is not whole', () => {
  test.each([
    ['empty', [], 'it has no box "moov"'],
    [
      'cut in its data',
      [ftyp, moov, box('mdat', 1000).subarray(0, 900)],
      '108 bytes of its box "mdat" are missing',
    ],
    [
      'cut in a large box',
      [ftyp, moov, box('mdat', 10, 2n ** 40n)],
      '1099511627750 bytes of its box "mdat" are missing',
    ],
    ['cut between boxes', [ftyp, box('mdat', 1000)], 'it has no box "moov"'],
    ['without data', [ftyp, moov], 'it has no box "mdat"'],
    [
      'cut in a header',
      [ftyp, moov, box('mdat', 9).subarray(0, 5)],
      'it ends within the header of a box',
    ],
    [
      'cut in a large header',
      [ftyp, moov, box('mdat', 0, 99n).subarray(0, 15)],
      'it ends within the header of a box',
    ],
    [
      'with a box shorter than its header',
      [ftyp, box('moov', 20, 7), box('mdat', 1)],
      'its box "moov" has an impossible size',
    ],
    [
      'with a large box shorter than its header',
      [ftyp, box('mdat', 20, 15n)],
      'its box "mdat" has an impossible size',
    ],
    [
      'with a large box of no size',
      [ftyp, box('mdat', 20, 0n)],
      'its box "mdat" has an impossible size',
    ],
    [
      'followed by something else',
      [ftyp, moov, box('mdat', 9), Buffer.from('<html>')],
      'it ends within the header of a box',
    ],
    [
      'followed by a page',
      [ftyp, moov, box('mdat', 9), Buffer.from('\n\n<html>\x1b[2J')],
      '168442972 bytes of its box "tml?" are missing',
    ],
  ])('%s', (_name, boxes, defect) => {
    expect(defectOf(Buffer.concat(boxes))).toBe(defect);
  });

  test('with an open last box when nothing shows where the file ends', () => {
    const content = Buffer.concat([ftyp, moov, box('mdat', 1000, 0)]);

    expect(defectOf(content, false)).toBe('nothing shows where its box "mdat" ends');
  });
});

test('how the bytes come in makes no difference', () => {
  const boxes = fc.array(
    fc.tuple(fc.constantFrom('free', 'mdat', 'moov', 'moof'), fc.nat(40), fc.boolean()),
    { minLength: 1, maxLength: 8 },
  );
  fc.assert(
    fc.property(boxes, fc.array(fc.nat(30)), fc.nat(50), (parts, sizes, cutBytes) => {
      const whole = Buffer.concat(
        parts.map(([type, bytes, isLarge]) =>
          isLarge ? box(type, bytes, BigInt(bytes + 16)) : box(type, bytes),
        ),
      );
      const content = whole.subarray(0, Math.max(0, whole.byteLength - cutBytes));
      const walk = createBoxWalk();
      let at = 0;
      for (const size of sizes) {
        walk.add(content.subarray(at, at + size));
        at += size;
      }
      walk.add(content.subarray(at));

      expect(walk.findDefect(true)).toBe(defectOf(content));
    }),
  );
});
