import { expect, test } from 'vitest';

import { maximumResponseBytes, readBoundedBody } from './bounded-body.ts';

async function* chunks(count: number, sizeBytes: number, seen: number[] = []) {
  for (let index = 0; index < count; index += 1) {
    seen.push(index);
    yield new Uint8Array(sizeBytes).fill(index);
  }
}

test('a body is read whole, in order', async () => {
  expect(await readBoundedBody(chunks(3, 2))).toEqual(Uint8Array.of(0, 0, 1, 1, 2, 2));
});

test('a body may be exactly as large as the limit', async () => {
  expect((await readBoundedBody(chunks(2, 5), 10)).byteLength).toBe(10);
});

test('a body without an end is read no further than the limit', async () => {
  const seen: number[] = [];
  const reading = readBoundedBody(chunks(Number.POSITIVE_INFINITY, 2 ** 20, seen));

  await expect(reading).rejects.toMatchObject({ code: 'ERR_RESPONSE_TOO_LARGE' });
  expect(seen).toEqual([0, 1, 2, 3, 4]);
});

test('the limit is 4 MiB', () => {
  expect(maximumResponseBytes).toBe(4_194_304);
});
