import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { basename, isAbsolute, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import type { KeptFile } from '../ledger/ledger-page.ts';
import { ReleaseError } from '../release/release-error.ts';
import type { ReleaseShelf, ShelvedAsset } from '../release/release-shelf.ts';
import type { PlannedVideo } from './planned-video.ts';

/** A video that is finished and kept where no credits are needed to get it. */
export interface KeptVideo {
  /** Whole and with the right content; undefined where only the file on disk is. */
  readonly asset: ShelvedAsset | undefined;
  /** The file at the planned path; undefined where it must be downloaded. */
  readonly file: KeptFile | undefined;
}

/**
 * Looks for a finished video: as an asset of the release, and at its path from an earlier run. An
 * asset whose content is not what was once downloaded is as good as none.
 *
 * @param expected the file as it was when it was whole, where that is known.
 */
export async function findKeptVideo(
  plan: PlannedVideo,
  options: {
    readonly expected: KeptFile | undefined;
    readonly shelf: ReleaseShelf | undefined;
    readonly workspace: string;
    readonly onDamage: (what: string) => void;
  },
): Promise<KeptVideo | undefined> {
  const { expected, onDamage, shelf, workspace } = options;
  const name = basename(plan.path);
  // A video that got another name in the meantime is there under its old one.
  const asset =
    (await shelf?.find(name)) ??
    ((expected?.name && (await shelf?.find(expected.name))) || undefined);
  const isSound = asset === undefined || isSame(asset, expected);
  if (!isSound) onDamage(`Asset ${name} is not the video that was rendered`);
  const file = expected && (await fileAt(pathOf(plan, workspace)));
  const kept = {
    asset: isSound ? asset : undefined,
    file: file?.sha256 === expected?.sha256 ? file : undefined,
  };
  return kept.asset === undefined && kept.file === undefined ? undefined : kept;
}

/** Where the video's file is. */
export function pathOf({ path }: PlannedVideo, workspace: string): string {
  return isAbsolute(path) ? path : join(workspace, path);
}

/**
 * Brings a kept video to its path.
 *
 * @returns undefined where the asset turned out to be damaged on the way.
 */
export async function bringVideo(
  { asset, file }: KeptVideo,
  plan: PlannedVideo,
  { signal, workspace }: { readonly signal: AbortSignal; readonly workspace: string },
): Promise<KeptFile | undefined> {
  if (file !== undefined || asset === undefined) return file;
  const path = pathOf(plan, workspace);
  try {
    await asset.download(path, signal);
    return await fileAt(path);
  } catch (error) {
    if (error instanceof ReleaseError && error.code === 'damaged') return undefined;
    throw error;
  }
}

function isSame({ bytes, sha256 }: ShelvedAsset, expected: KeptFile | undefined): boolean {
  if (expected === undefined) return bytes > 0;
  return bytes === expected.bytes && (sha256 === undefined || sha256 === expected.sha256);
}

/** The file as it is; undefined where there is none. */
async function fileAt(path: string): Promise<KeptFile | undefined> {
  const hash = createHash('sha256');
  try {
    const { size } = await stat(path);
    await pipeline(createReadStream(path), hash);
    return { bytes: size, sha256: hash.digest('hex') };
  } catch {
    return undefined;
  }
}
