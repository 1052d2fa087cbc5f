import { createHash } from 'node:crypto';
import { posix } from 'node:path';
import { estimateCredits, fingerprint, type VideoRequest } from '@kling-automation/core';
import { videoFileName } from './file-name.ts';

/** One video as it will be rendered: all that is known before anything is sent. */
export interface PlannedVideo {
  readonly request: VideoRequest;
  /** Its name in the storyboard. */
  readonly name?: string | undefined;
  /** What it shows, in the words of the prompt; the first shot's if there are shots. */
  readonly description: string;
  readonly credits: number;
  readonly approximateUsd: number;
  /** @default 0.01 */
  readonly usdPerCredit?: number | undefined;
  /** The same for the same video. */
  readonly fingerprint: string;
  /** What it is paid once under: the fingerprint, and period, edition and URL origin if any. */
  readonly key: string;
  /** Where its file goes, relative to the workspace unless the output directory is absolute. */
  readonly path: string;
  /** Whether another version of the video has the same file, so a file of that name proves nothing. */
  readonly isStableFile: boolean;
  /** A paid task to resume; `none` states that there is no such task. */
  readonly taskId?: string | undefined;
}

/** Works out the price, the identity and the file of a video. Sends nothing. */
export async function planVideo(
  video: {
    readonly request: VideoRequest;
    /** What the image is the same by, where its link differs from commit to commit. */
    readonly imageIdentity?: string | undefined;
    readonly name?: string | undefined;
    readonly taskId?: string | undefined;
    /** Makes the same content a new video. @default '' */
    readonly edition?: string | undefined;
  },
  options: {
    readonly outputDirectory: string;
    readonly usdPerCredit?: number | undefined;
    /** The period in which the video is rendered once; empty for once and for all. */
    readonly period?: string | undefined;
    /** Where the API is. @default the public one */
    readonly baseUrl?: string | undefined;
  },
): Promise<PlannedVideo> {
  const { edition = '', imageIdentity, name, request, taskId } = video;
  const { baseUrl = publicOrigin, outputDirectory, period = '', usdPerCredit } = options;
  const identity = await fingerprint(
    imageIdentity === undefined ? request : { ...request, image: imageIdentity },
  );
  const scope = period === '' && edition === '' ? undefined : [period, edition];
  const version = scope === undefined ? identity : sha256(JSON.stringify([identity, ...scope]));
  const { origin } = new URL(baseUrl);
  const description = request.prompt ?? request.shots?.[0]?.prompt ?? '';
  const { fileName, isStable } = await videoFileName({ name, description }, version);
  return {
    request,
    name,
    description,
    ...estimateCredits(request, { usdPerCredit }),
    usdPerCredit,
    fingerprint: identity,
    // A render of the sandbox, or of another gateway, is not one of the API.
    key: origin === publicOrigin ? version : sha256(JSON.stringify([version, origin])),
    path: posix.join(outputDirectory.replaceAll('\\', '/'), fileName),
    isStableFile: isStable,
    taskId,
  };
}

const publicOrigin = 'https://apiin.one';

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

/** Describes in a few words what will be rendered: `8 s, std, 16:9, with sound`. */
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

/** `1 video`, `2 videos`. */
export function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}

const longestName = 60;

/** What a video is called among several; in words that need not be safe. */
export function callName({
  description,
  name,
}: Pick<PlannedVideo, 'description' | 'name'>): string {
  const text = name ?? description;
  return text.length > longestName ? `${text.slice(0, longestName).toWellFormed()}…` : text;
}
