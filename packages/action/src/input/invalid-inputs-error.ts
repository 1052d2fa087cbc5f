/** One input that cannot be used. */
export interface InputIssue {
  /** The input and, within a list, the place: `elements[0].image-urls`. */
  readonly input: string;
  /** What is wrong, and how to fix it, as a sentence. */
  readonly message: string;
}

/** Some inputs cannot be used; nothing was sent. Names every one of them. */
export class InvalidInputsError extends Error {
  override readonly name = 'InvalidInputsError';
  readonly issues: readonly InputIssue[];

  constructor(issues: readonly InputIssue[]) {
    const lines = issues.map(({ input, message }) => `- ${input}: ${message}`);
    const count = issues.length === 1 ? 'One input is' : `${issues.length} inputs are`;
    super(`${count} not valid.\n${lines.join('\n')}`);
    this.issues = issues;
  }
}
