/**
 * Reports whether a media host responds like this because a link has expired: then the task has a
 * fresh one. Signed links get 401 or 403 after their time, others 404 or 410, and some hosts
 * respond with 416 to a range of a file that is gone.
 */
export function isExpiredLink(httpStatus: number): boolean {
  return expiredStatuses.has(httpStatus);
}

const expiredStatuses = new Set([401, 403, 404, 410, 416]);
