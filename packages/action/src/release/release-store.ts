import type { ReleaseError } from './release-error.ts';
import type { ListedVideo } from './video-section.ts';

/** A release as the store of finished videos: for readers, and for the next run. */
export interface ReleaseStore {
  /** Which release it is, in words for the log: `release v1.2.0 (draft)`. */
  readonly description: string;
  /** What is written on it; undefined when there is none. */
  readonly texts: ReleaseTexts | undefined;
  /**
   * Why nothing can be put there, with what to do about it; undefined if nothing
   * speaks against it. What is there already can be read all the same.
   */
  readonly obstacle: ReleaseError | undefined;
  /** The names of all that is there. */
  listNames(): Promise<readonly string[]>;
  /** Looks for a whole asset of that name and content, else of that content, else of that name. */
  find(name: string, sha256?: string): Promise<StoredAsset | undefined>;
  /**
   * Puts a file there under its name. What was there under that name stays until the new file is
   * there whole; a file with the same content stays as it is.
   *
   * @throws {ReleaseError} when it cannot be put there; the file itself is never touched.
   */
  put(asset: NewAsset): Promise<AttachResult>;
  /**
   * Lists videos in the text of the release, in a section of their own.
   *
   * @returns whether the text was changed.
   * @throws {ReleaseError} when GitHub does not take the text.
   */
  list(videos: readonly ListedVideo[]): Promise<boolean>;
}

/** What is written on a release; of a tag that has none yet, only the tag. */
export interface ReleaseTexts {
  readonly tagName: string;
  readonly name: string;
  readonly body: string;
}

/** An asset that is whole. */
export interface StoredAsset {
  readonly name: string;
  readonly assetUrl: string;
  readonly bytes: number;
  /** As GitHub worked it out; undefined on servers that do not. */
  readonly sha256: string | undefined;
  /**
   * Downloads it, and checks size and digest; nothing is left at the path when it fails.
   *
   * @throws {ReleaseError} when it does not come whole.
   */
  download(path: string, signal: AbortSignal): Promise<void>;
}

export interface NewAsset {
  /** Letters, digits, `.`, `_` and `-` only, because GitHub rewrites all others. */
  readonly name: string;
  /** Where the file is. */
  readonly path: string;
  /** What people read in place of the name. */
  readonly label: string;
  readonly bytes: number;
  readonly sha256: string;
}

export interface AttachResult {
  readonly assetUrl: string;
  readonly outcome: 'uploaded' | 'kept' | 'replaced';
}
