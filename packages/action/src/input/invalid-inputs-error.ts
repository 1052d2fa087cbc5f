/** One input that cannot be used. */
export interface InputFault {
  /** The input and, within a list, the place: `elements[0].image-urls`. */
  readonly input: string;
  /** What is wrong, and how to mend it, as a sentence. */
  readonly message: string;
}

/** Some inputs cannot be used; nothing was sent. Names every one of them. */
export class InvalidInputsError extends Error {
  override readonly name = 'InvalidInputsError';
  readonly faults: readonly InputFault[];

  constructor(faults: readonly InputFault[]) {
    const lines = faults.map(({ input, message }) => `- ${input}: ${message}`);
    const count = faults.length === 1 ? 'One input is' : `${faults.length} inputs are`;
    super(`${count} not valid.\n${lines.join('\n')}`);
    this.faults = faults;
  }
}
