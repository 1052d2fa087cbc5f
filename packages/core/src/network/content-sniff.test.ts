import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';

import { sniffContent } from './content-sniff.ts';

/** The beginning of an ISO base media file of a brand. */
function branded(brand: string, boxBytes = 24): Buffer {
  const head = Buffer.from(`\0\0\0\0ftyp${brand}\0\0\0\0isom`, 'latin1');
  head.writeUInt32BE(boxBytes);
  return head;
}

describe('a video', () => {
  test.each(['isom', 'iso2', 'mp41', 'mp42', 'avc1', 'dash', 'M4V ', 'MSNV', '3gp4', 'new1'])(
    'is recognised by the brand "%s"',
    (brand) => {
      expect(sniffContent(branded(brand)).video).toEqual({
        mimeType: 'video/mp4',
        extension: 'mp4',
        hasBoxes: true,
      });
    },
  );

  test.each(['ftypqt  ', 'free', 'mdat', 'moov', 'skip', 'wide'])(
    'of QuickTime is recognised by "%s"',
    (start) => {
      expect(sniffContent(Buffer.from(`\0\0\0\x14${start}........`, 'latin1')).video).toEqual({
        mimeType: 'video/quicktime',
        extension: 'mov',
        hasBoxes: true,
      });
    },
  );

  test('of WebM is recognised by its mark', () => {
    expect(sniffContent(Buffer.from('1a45dfa3', 'hex')).video).toEqual({
      mimeType: 'video/webm',
      extension: 'webm',
      hasBoxes: false,
    });
  });

  test('is recognised in a real file', () => {
    const content = readFileSync(new URL('../../../sandbox/media/720x720.mp4', import.meta.url));

    expect(sniffContent(content).video?.extension).toBe('mp4');
    expect(sniffContent(content.subarray(0, 16)).video?.extension).toBe('mp4');
  });
});

describe('something else', () => {
  test.each([
    ['', 'an empty file'],
    ['<!doctype html>', 'a web page or XML'],
    ['\xef\xbb\xbf<?xml version="1.0"?>', 'a web page or XML'],
    ['\n\n  <html>', 'a web page or XML'],
    ['{"error":"token=s1 is over"}', 'JSON'],
    ['["token=s1","token=s2"]', 'JSON'],
    ['token=s1 is over, sorry', 'something else'],
    ['....ftyp', 'something else'],
    ['....ftypisom', 'something else'],
    ['....ftypisom\0\0\0', 'something else'],
  ])('is described without repeating it: %j', (text, description) => {
    expect(sniffContent(Buffer.from(text, 'latin1'))).toEqual({ description });
  });

  test.each(['avif', 'avis', 'heic', 'heix', 'hevc', 'mif1', 'msf1'])(
    'is a picture with the brand "%s"',
    (brand) => {
      expect(sniffContent(branded(brand))).toEqual({ description: 'a picture' });
    },
  );

  test.each(['M4A ', 'M4B ', 'F4A '])('is a sound file with the brand "%s"', (brand) => {
    expect(sniffContent(branded(brand))).toEqual({ description: 'a sound file' });
  });

  test('is a sound file of real life', () => {
    const content = readFileSync(new URL('../../../sandbox/media/sound.m4a', import.meta.url));

    expect(sniffContent(content)).toEqual({ description: 'a sound file' });
  });

  test.each([0, 1, 8, 12, 15])('begins with a box "ftyp" of %i bytes', (boxBytes) => {
    expect(sniffContent(branded('isom', boxBytes))).toEqual({ description: 'something else' });
  });
});
