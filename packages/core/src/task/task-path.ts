/**
 * Writes the path of a task; undefined for an id that cannot be asked for: `.` and `..` would be
 * another path, however they are encoded.
 */
export function taskPath(taskId: string): string | undefined {
  if (taskId === '.' || taskId === '..') return undefined;
  // encodeURIComponent throws for half a surrogate pair, which no id of an API has.
  const wellFormed = taskId.replace(/\p{Surrogate}/gu, '\uFFFD');
  return `/api/v1/tasks/${encodeURIComponent(wellFormed)}`;
}
