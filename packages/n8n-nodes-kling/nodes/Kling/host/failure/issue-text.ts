import type { RequestIssue } from '@kling-automation/core';

/** Writes an issue of a request with the name that its field has in the editor. */
export function issueText({ field, message }: RequestIssue): string {
  const name = field
    .replace(/\[(\d+)\]/g, (_, index: string) => ` ${Number(index) + 1}`)
    .replace(/([a-z])([A-Z])/g, '$1 $2')
    .split('.')
    .map((word) => word.slice(0, 1).toUpperCase() + word.slice(1))
    .join(' > ');
  return name === '' ? message : `${name}: ${message}`;
}
