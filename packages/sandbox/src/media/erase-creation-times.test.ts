import { describe, expect, test } from 'vitest';
import { eraseCreationTimes } from './erase-creation-times.ts';

describe('erasing the creation times', () => {
  test('zeroes them in the movie and in its tracks, and nothing else', () => {
    const movieHeader = box('mvhd', [0, 0, 0, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 9]);
    const trackHeader = box('tkhd', [1, 0, 0, 7, ...Array<number>(16).fill(5), 9, 9]);
    const other = box('stbl', [1, 2, 3, 4, 5, 6, 7, 8, 9, 9]);
    const file = [
      ...box('ftyp', [1, 2, 3, 4]),
      ...box('moov', [...movieHeader, ...box('trak', [...trackHeader, ...other])]),
    ];

    const erased = eraseCreationTimes(Uint8Array.from(file));

    const emptyMovieHeader = box('mvhd', [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 9, 9]);
    const emptyTrackHeader = box('tkhd', [1, 0, 0, 7, ...Array<number>(16).fill(0), 9, 9]);
    expect([...erased]).toEqual([
      ...box('ftyp', [1, 2, 3, 4]),
      ...box('moov', [...emptyMovieHeader, ...box('trak', [...emptyTrackHeader, ...other])]),
    ]);
  });
});

function box(type: string, content: readonly number[]): readonly number[] {
  return [0, 0, 0, content.length + 8, ...Buffer.from(type), ...content];
}
