import { InvalidRequestError } from '../errors/before-submission.ts';
import { requestIssue } from '../errors/request-issue.ts';

/** The least value of a numeric option; a value of it is no number, or less, is refused. */
type Least = Readonly<Record<string, number>>;

/**
 * Refuses options that are no usable numbers, before anything is sent: NaN would be no limit at all.
 *
 * @throws {InvalidRequestError} with every issue.
 */
export function checkNumbers(options: Readonly<Record<string, unknown>>, least: Least): void {
  const issues = Object.entries(least).flatMap(([name, minimum]) => {
    const value = options[name];
    if (value === undefined || (typeof value === 'number' && value >= minimum)) return [];
    return [requestIssue([name], `Give a number of at least ${minimum}; it is ${String(value)}.`)];
  });
  if (issues.length > 0) throw new InvalidRequestError(issues);
}
