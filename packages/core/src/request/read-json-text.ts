import { requestIssue } from '../errors/request-issue.ts';
import { explainJsonError } from './explain-json-error.ts';
import type { LooseReading } from './request-field.ts';

/**
 * Parses text that starts like a JSON list or object; any other value is returned as it is.
 * Text that is not valid JSON is reported, and undefined is returned.
 */
export function readJsonText(value: unknown, { issues, path }: LooseReading): unknown {
  if (typeof value !== 'string' || !/^\s*[[{]/.test(value)) return value;
  try {
    return JSON.parse(value);
  } catch {
    issues.push(requestIssue(path, explainJsonError(value)));
    return undefined;
  }
}
