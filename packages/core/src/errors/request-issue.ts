/** One issue or warning of a request: where it is, and what to do about it. */
export interface RequestIssue {
  /** Where the issue is, as keys of the input: `['shots', 1, 'duration']`; empty for the whole. */
  readonly path: readonly (string | number)[];
  /** The same as text: `shots[1].duration`. */
  readonly field: string;
  /** What is wrong and how to fix it, in sentences. */
  readonly message: string;
}

/** Makes an issue from its path and message. */
export function requestIssue(path: readonly PropertyKey[], message: string): RequestIssue {
  const keys = path.map((key) => (typeof key === 'number' ? key : String(key)));
  return { path: keys, field: fieldName(keys), message };
}

function fieldName(path: readonly (string | number)[]): string {
  return path.reduce<string>((field, key) => {
    if (typeof key === 'number') return `${field}[${key}]`;
    return field === '' ? key : `${field}.${key}`;
  }, '');
}
