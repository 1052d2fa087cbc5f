/** What kept a file from a release, or from coming back. */
export type ReleaseErrorCode =
  | 'no-such-release'
  | 'immutable'
  | 'forbidden'
  | 'refused'
  | 'unusable-file'
  | 'damaged'
  | 'unreachable';

/** A release could not be used. Files on the disk are as they were. */
export class ReleaseError extends Error {
  override readonly name = 'ReleaseError';
  readonly code: ReleaseErrorCode;

  constructor(code: ReleaseErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}
