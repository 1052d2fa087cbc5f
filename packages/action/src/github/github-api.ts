/** What the Action asks of one repository on GitHub. */
export interface GithubApi extends ReleasesApi, CommentsApi {}

export interface ReleasesApi {
  /** All releases, newest first; drafts only if the token may write. */
  listReleases(): AsyncIterable<Release>;
  readRelease(id: number): Promise<Release>;
  hasTag(tagName: string): Promise<boolean>;
  /** Makes a draft, which nobody is notified of. */
  createDraftRelease(tagName: string): Promise<Release>;
  deleteRelease(id: number): Promise<void>;
  writeReleaseBody(id: number, body: string): Promise<void>;
  listAssets(releaseId: number): AsyncIterable<Asset>;
  /** Sends a file once; after a failure it may be there nevertheless, whole or in part. */
  uploadAsset(release: Release, upload: AssetUpload): Promise<Asset>;
  nameAsset(id: number, names: { readonly name: string; readonly label: string }): Promise<Asset>;
  deleteAsset(id: number): Promise<void>;
  /** Begins to read what is in an asset. */
  openAsset(id: number, signal: AbortSignal): Promise<ReadableStream<Uint8Array>>;
}

export interface CommentsApi {
  /** The comments of an issue or a pull request, oldest first. */
  listComments(issueNumber: number): AsyncIterable<Comment>;
  createComment(issueNumber: number, body: string): Promise<Comment>;
  updateComment(id: number, body: string): Promise<Comment>;
  deleteComment(id: number): Promise<void>;
}

export interface Release {
  readonly id: number;
  readonly tagName: string;
  /** Empty when it has none. */
  readonly name: string;
  /** Markdown; empty when there is none. */
  readonly body: string;
  readonly isDraft: boolean;
  /** Whether its assets are locked; false if the server does not show it. */
  readonly isImmutable: boolean;
  /** A URI template, on a host of its own. */
  readonly uploadUrl: string;
}

export interface Asset {
  readonly id: number;
  readonly name: string;
  readonly label: string;
  /** False for what is left of an upload that was cut off, and while one is under way. */
  readonly isWhole: boolean;
  readonly bytes: number;
  readonly sha256: string | undefined;
  readonly assetUrl: string;
}

export interface AssetUpload {
  readonly name: string;
  readonly label: string;
  readonly contentType: string;
  /** Knows its length, which GitHub insists on; of a file, it is read from the disk as it is sent. */
  readonly content: Blob;
}

export interface Comment {
  readonly id: number;
  readonly body: string;
}
