import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { basename, isAbsolute, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { ReleaseError } from '../release/release-error.ts';
import type { ReleaseStore, StoredAsset } from '../release/release-store.ts';
import type { PlannedVideo } from './planned-video.ts';

/** A file that is whole. */
export interface VideoFile {
  readonly bytes: number;
  readonly sha256: string;
}

/** A finished video that can be had without credits. */
export interface FinishedVideo {
  /** Whole and with the right content; undefined if there is only the file on disk. */
  readonly asset: StoredAsset | undefined;
  /** The file at the planned path; undefined if it must be downloaded. */
  readonly file: VideoFile | undefined;
  /** The checksum that it has, if that is known. */
  readonly expected: string | undefined;
}

/**
 * Looks for a finished video: as an asset of the release, and at its path from an earlier run. An
 * asset whose content is not what was once downloaded does not count; a stable name alone proves
 * nothing.
 *
 * @param options.expected the checksum of the file when it was downloaded, if that is known.
 */
export async function findFinishedVideo(
  plan: PlannedVideo,
  options: {
    readonly expected: string | undefined;
    readonly releaseStore: ReleaseStore | undefined;
    readonly workspace: string;
    readonly onDamage: (what: string) => void;
  },
): Promise<FinishedVideo | undefined> {
  const { expected, onDamage, releaseStore, workspace } = options;
  const name = basename(plan.path);
  const isProof = expected !== undefined || !plan.isStableFile;
  // A video that got another name in the meantime has its asset under the old one.
  const asset = isProof ? await releaseStore?.find(name, expected) : undefined;
  const isSound = asset === undefined || isSame(asset, expected);
  if (!isSound && !plan.isStableFile) onDamage(`Asset ${name} is not the video that was rendered`);
  const file = expected === undefined ? undefined : await fileAt(pathOf(plan, workspace));
  const found = {
    asset: isSound ? asset : undefined,
    file: file?.sha256 === expected ? file : undefined,
    expected,
  };
  return found.asset === undefined && found.file === undefined ? undefined : found;
}

/** Where the video's file is. */
export function pathOf({ path }: PlannedVideo, workspace: string): string {
  return isAbsolute(path) ? path : join(workspace, path);
}

/**
 * Brings a finished video to its path.
 *
 * @returns undefined if the asset turned out to be damaged, or another video of the same name.
 */
export async function restoreVideo(
  { asset, expected, file }: FinishedVideo,
  plan: PlannedVideo,
  { signal, workspace }: { readonly signal: AbortSignal; readonly workspace: string },
): Promise<VideoFile | undefined> {
  if (file !== undefined || asset === undefined) return file;
  const path = pathOf(plan, workspace);
  try {
    await asset.download(path, signal);
    const restored = await fileAt(path);
    return expected === undefined || restored?.sha256 === expected ? restored : undefined;
  } catch (error) {
    if (error instanceof ReleaseError && error.code === 'damaged') return undefined;
    throw error;
  }
}

function isSame({ bytes, sha256 }: StoredAsset, expected: string | undefined): boolean {
  return expected === undefined || sha256 === undefined ? bytes > 0 : sha256 === expected;
}

/** The file as it is; undefined if there is none. */
async function fileAt(path: string): Promise<VideoFile | undefined> {
  const hash = createHash('sha256');
  try {
    const { size } = await stat(path);
    await pipeline(createReadStream(path), hash);
    return { bytes: size, sha256: hash.digest('hex') };
  } catch {
    return undefined;
  }
}
