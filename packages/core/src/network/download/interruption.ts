import type { DownloadError } from '../../errors.ts';

/** A download that broke off and may be tried again; then `failure` is what ends it. */
export class Interruption extends Error {
  readonly failure: DownloadError;
  /** Whether the bytes so far are of no use. */
  readonly isFromStart: boolean;

  constructor(failure: DownloadError, options: { readonly isFromStart: boolean }) {
    super(failure.message);
    this.failure = failure;
    this.isFromStart = options.isFromStart;
  }
}
