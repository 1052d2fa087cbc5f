/** Longer ids would make URLs that servers refuse. */
const longestId = 1000;

/**
 * The request path of a task, its id percent-encoded.
 *
 * @returns undefined for an id that cannot be asked for: a blank or very long one, and `.` and `..`,
 * which every URL parser takes for a step within the path, however they are encoded.
 */
export function taskPath(taskId: string): string | undefined {
  const id = taskId.trim();
  if (id === '' || id === '.' || id === '..' || id.length > longestId) return undefined;
  return `/api/v1/tasks/${encodeURIComponent(taskId.toWellFormed())}`;
}
