import { BufferSource, Input, MP4 } from 'mediabunny';
import { describe, expect, test } from 'vitest';
import type { GenerationRequest } from '../validation/fields.ts';
import { createVideoCache, makeVideo } from './video-cache.ts';

const plain: GenerationRequest = {
  model: 'kling-3',
  prompt: 'A lighthouse at dawn: “slow”, <wide> & 日の出',
  mode: 'std',
  duration: 5,
  aspect_ratio: '16:9',
  sound: true,
  multi_shots: false,
};

describe('a video', () => {
  test.each([
    { mode: 'std', aspect_ratio: '16:9', duration: 3, sound: true, size: [1280, 720] },
    { mode: 'std', aspect_ratio: '9:16', duration: 4, sound: false, size: [720, 1280] },
    { mode: 'std', aspect_ratio: '1:1', duration: 8, sound: true, size: [720, 720] },
    { mode: 'pro', aspect_ratio: '16:9', duration: 15, sound: false, size: [1920, 1080] },
    { mode: 'pro', aspect_ratio: '9:16', duration: 11, sound: true, size: [1080, 1920] },
    { mode: 'pro', aspect_ratio: '1:1', duration: 13, sound: true, size: [1080, 1080] },
  ] as const)(
    'of $mode $aspect_ratio, $duration s, sound $sound, has exactly these properties',
    async ({ size, ...fields }) => {
      const input = readBack(await makeVideo({ ...plain, ...fields }));

      const video = await input.getPrimaryVideoTrack();
      const audio = await input.getPrimaryAudioTrack();

      expect([video?.displayWidth, video?.displayHeight]).toEqual(size);
      expect(video?.codec).toBe('avc');
      expect(await video?.computeDuration()).toBeCloseTo(fields.duration, 2);
      expect(audio?.codec).toBe(fields.sound ? 'aac' : undefined);
      expect((await audio?.computeDuration()) ?? fields.duration).toBeCloseTo(fields.duration, 1);
    },
  );

  test('has its prompt as title', async () => {
    const input = readBack(await makeVideo(plain));

    expect(await input.getMetadataTags()).toMatchObject({
      title: 'A lighthouse at dawn: “slow”, <wide> & 日の出',
    });
  });

  test('of several shots has all their prompts as title', async () => {
    const input = readBack(
      await makeVideo({
        ...plain,
        prompt: undefined,
        multi_prompt: [
          { prompt: 'Harbour', duration: 2 },
          { prompt: 'Open sea', duration: 3 },
        ],
      }),
    );

    expect((await input.getMetadataTags()).title).toBe('Harbour / Open sea');
  });

  test('that is made again has the same bytes', async () => {
    const first = await makeVideo(plain);

    const again = await makeVideo(plain);

    expect(Buffer.compare(first, again)).toBe(0);
    expect((await readBack(first).getMetadataTags()).date).toBeUndefined();
  });
});

describe('the video cache', () => {
  test('makes a video once, until newer ones replace it', async () => {
    const cache = createVideoCache(1);

    const first = await cache.load({ id: 'a', request: plain });
    const cached = await cache.load({ id: 'a', request: plain });
    await cache.load({ id: 'b', request: plain });
    const remade = await cache.load({ id: 'a', request: plain });

    expect(cached).toBe(first);
    expect(remade).not.toBe(first);
  });
});

function readBack(bytes: Uint8Array<ArrayBuffer>): Input {
  return new Input({ formats: [MP4], source: new BufferSource(bytes) });
}
