/** What is wrong with a document, and where. */
export interface DocumentIssue {
  /** Counted from 1. */
  readonly line: number;
  readonly message: string;
}
