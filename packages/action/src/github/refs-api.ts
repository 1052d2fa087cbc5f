/** The git references of a repository, and the commits that ours point at. */
export interface RefsApi {
  /** All references whose names begin so. */
  listRefs(prefix: string): Promise<readonly GitRef[]>;
  /** The commit a reference points at; undefined if there is no such reference. */
  readRef(name: string): Promise<string | undefined>;
  /** Creates a reference; of several that create one name, one succeeds. */
  createRef(name: string, sha: string): Promise<void>;
  deleteRef(name: string): Promise<void>;
  /** Creates a commit without parents that has one file. @returns its SHA */
  createCommit(commit: NewCommit): Promise<string>;
  /** The message of a commit. */
  readMessage(sha: string): Promise<string>;
}

export interface GitRef {
  /** As `refs/heads/main`. */
  readonly name: string;
  readonly sha: string;
}

export interface NewCommit {
  readonly message: string;
  readonly file: { readonly path: string; readonly content: string };
}
