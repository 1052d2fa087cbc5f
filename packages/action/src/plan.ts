import { posix } from 'node:path';
import { estimateCredits, fingerprint, type VideoRequest } from '@kling-automation/core';
import { videoFileName } from './file-name.ts';

/** One video as it will be rendered: all that is known before anything is sent. */
export interface PlannedVideo {
  readonly request: VideoRequest;
  /** What it shows, in the words of the prompt; the first shot's where there are shots. */
  readonly description: string;
  readonly credits: number;
  readonly approximateUsd: number;
  readonly fingerprint: string;
  /** Where its file goes, relative to the workspace unless the output directory is absolute. */
  readonly path: string;
}

/** Works out the price, the identity and the file of a video. Sends nothing. */
export async function planVideo(
  request: VideoRequest,
  options: { readonly outputDirectory: string },
): Promise<PlannedVideo> {
  const identity = await fingerprint(request);
  const description = request.prompt ?? request.shots?.[0]?.prompt ?? '';
  const name = videoFileName(description, identity);
  return {
    request,
    description,
    ...estimateCredits(request),
    fingerprint: identity,
    path: posix.join(options.outputDirectory.replaceAll('\\', '/'), name),
  };
}

/** Says in a few words what will be rendered: `8 s, std, 16:9, with sound`. */
export function describeFormat(request: VideoRequest): string {
  const { aspectRatio, duration, elements, image, mode, shots, sound } = request;
  const parts = [
    `${duration} s`,
    mode,
    aspectRatio ?? 'proportions of the image',
    sound ? 'with sound' : 'silent',
    shots === undefined ? '' : counted(shots.length, 'shot'),
    elements === undefined ? '' : counted(elements.length, 'element'),
    image === undefined ? '' : 'from an image',
  ];
  return parts.filter((part) => part !== '').join(', ');
}

/** `480 credits, about $4.80`. */
export function describePrice(credits: number, approximateUsd: number): string {
  return `${counted(credits, 'credit')}, about $${approximateUsd.toFixed(2)}`;
}

function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}
