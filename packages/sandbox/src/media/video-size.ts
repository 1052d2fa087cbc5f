import type { GenerationRequest } from '../validation/fields.ts';

export interface VideoSize {
  readonly width: number;
  readonly height: number;
}

/** Returns the size of the video of a request: the short side is 720 in `std`, 1080 in `pro`. */
export function sizeOf(request: Pick<GenerationRequest, 'mode' | 'aspect_ratio'>): VideoSize {
  return sizes[request.mode][request.aspect_ratio];
}

const sizes = {
  std: {
    '16:9': { width: 1280, height: 720 },
    '9:16': { width: 720, height: 1280 },
    '1:1': { width: 720, height: 720 },
  },
  pro: {
    '16:9': { width: 1920, height: 1080 },
    '9:16': { width: 1080, height: 1920 },
    '1:1': { width: 1080, height: 1080 },
  },
} as const;
