/** Which job wrote a comment: its workflow and id, and its values if it is one of a matrix. */
export function jobIdentity(
  { GITHUB_JOB: job = '', GITHUB_WORKFLOW: workflow = '' }: NodeJS.ProcessEnv,
  matrix: string,
): readonly string[] {
  return matrix === '' ? [workflow, job] : [workflow, job, matrix];
}

/** What people call a job of a matrix: its values, as GitHub itself shows them; empty for others. */
export function describeMatrix(matrix: string): string {
  try {
    const values: unknown = JSON.parse(matrix);
    return typeof values === 'object' && values !== null
      ? Object.values(values).map(describeValue).join(', ')
      : '';
  } catch {
    return '';
  }
}

function describeValue(value: unknown): string {
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}
