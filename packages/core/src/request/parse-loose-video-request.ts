import { InvalidRequestError } from '../errors/before-submission.ts';
import { type RequestIssue, requestIssue } from '../errors/request-issue.ts';
import { checkRequest } from './check-request.ts';
import { isRecord } from './is-record.ts';
import type { ParsedRequest } from './parse-video-request.ts';
import { readFields } from './read-fields.ts';
import type { LooseReading } from './request-field.ts';
import { videoFields } from './video-fields.ts';

/**
 * Checks a video request whose values come from a table, a form, YAML or a model, and fills in the
 * defaults: as `parseVideoRequest`, but a value may be written in any usual way.
 *
 * - Missing, null, blank and an empty list mean "not given"; `auto` does for the aspect ratio.
 * - Choices in any case, also with a note: `PRO`, `Pro (1080p)`, `16:9 (Landscape)`.
 * - `yes`, `no`, `on`, `off`, `1`, `0` and the like for true and false; `"8"`, `"8.0"`, `"8,0"`,
 *   `"8s"` for seconds.
 * - Shots and elements as lists, single objects or JSON text; the image URLs of an element also as
 *   one text with white space or commas between them.
 *
 * Anything else is refused by the rules and in the words of `parseVideoRequest`. What that accepts
 * is read as the same request here.
 *
 * @throws {InvalidRequestError} with every issue at once; one of JSON text shows line and column.
 */
export function parseLooseVideoRequest(input: unknown): ParsedRequest {
  const reading: LooseReading = { path: [], issues: [], indexes: new WeakMap() };
  const values = isRecord(input) ? readFields(videoFields, input, reading) : input;
  const unreadable = reading.issues;
  const checked = checkRequest(values, new Set(unreadable.map(({ path }) => String(path[0]))));
  const asWritten = (issue: RequestIssue) =>
    requestIssue(originalPath(issue.path, values, reading), issue.message);

  const issues = checked.issues
    .map(asWritten)
    .filter(({ path }) => !unreadable.some((known) => isWithin(path, known.path)));
  if (checked.request === undefined) {
    throw new InvalidRequestError([...unreadable, ...issues]);
  }
  return { request: checked.request, warnings: checked.warnings.map(asWritten) };
}

/** Counts the blank entries that were left out of lists again. */
function originalPath(
  path: RequestIssue['path'],
  values: unknown,
  { indexes }: LooseReading,
): RequestIssue['path'] {
  let list = Object(values);
  return path.map((key) => {
    const original = indexes.get(list)?.[Number(key)] ?? key;
    list = Object(Reflect.get(list, key));
    return original;
  });
}

function isWithin(path: RequestIssue['path'], outer: RequestIssue['path']): boolean {
  return outer.every((key, index) => path[index] === key);
}
