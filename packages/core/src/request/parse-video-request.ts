import type { z } from 'zod/v4';
import { InvalidRequestError } from '../errors/before-submission.ts';
import { type RequestIssue, requestIssue } from '../errors/request-issue.ts';
import { findIssuesAcrossFields, totalSeconds } from './find-issues-across-fields.ts';
import { findWarnings } from './find-warnings.ts';
import { type VideoFields, type VideoRequest, videoFieldsSchema } from './video-fields.ts';

/**
 * Checks what a person asks for and fills in the defaults. Sends nothing and costs nothing.
 *
 * Takes `prompt`, `mode`, `duration`, `aspectRatio`, `sound`, `image`, `shots`, `elements` and
 * `callbackUrl`; any other field is a issue.
 *
 * @returns the request, and warnings: what is sent all the same though the API may refuse it.
 * @throws {InvalidRequestError} with every issue at once, each with its field and its advice.
 * @example
 * const { request, warnings } = parseVideoRequest({ prompt: 'A lighthouse at dawn', duration: 8 });
 */
export function parseVideoRequest(input: unknown): {
  readonly request: VideoRequest;
  readonly warnings: readonly RequestIssue[];
} {
  const parsed = videoFieldsSchema.safeParse(input);
  const issues = parsed.success
    ? findIssuesAcrossFields(parsed.data, new Set())
    : everyIssue(parsed.error, input);
  if (!parsed.success || issues.length > 0) throw new InvalidRequestError(issues);

  const request = fillDefaults(parsed.data);
  return { request, warnings: findWarnings(request, parsed.data) };
}

/** The issues within fields, and those between the fields that are sound. */
function everyIssue(error: z.ZodError, input: unknown): readonly RequestIssue[] {
  const issues = error.issues.flatMap(issuesOf);
  if (typeof input !== 'object' || input === null || Array.isArray(input)) return issues;

  const invalid = new Set(issues.map(({ path }) => String(path[0])));
  const valid = Object.entries(input).filter(([key]) => !invalid.has(key));
  const fields = videoFieldsSchema.partial().parse(Object.fromEntries(valid));
  return [...issues, ...findIssuesAcrossFields(fields, invalid)];
}

function issuesOf(issue: z.core.$ZodIssue): readonly RequestIssue[] {
  if (issue.code !== 'unrecognized_keys') return [requestIssue(issue.path, issue.message)];
  return issue.keys.map((key) => {
    const known = Object.keys(siblingsOf(issue.path)).join(', ');
    return requestIssue([...issue.path, key], `There is no such field. Known: ${known}.`);
  });
}

/** The fields that may stand where an unknown one was found. */
function siblingsOf(path: readonly PropertyKey[]): object {
  const { elements, shots } = videoFieldsSchema.shape;
  if (path[0] === 'shots') return shots.unwrap().element.shape;
  if (path[0] === 'elements') return elements.unwrap().element.shape;
  return videoFieldsSchema.shape;
}

function fillDefaults(fields: VideoFields): VideoRequest {
  const { aspectRatio, callbackUrl, duration, elements = [], image, mode, sound } = fields;
  const { prompt, shots } = fields;
  const ratio = aspectRatio ?? (image === undefined ? '16:9' : undefined);
  return {
    // The official API rejects a prompt beside shots (contract.md §2).
    ...(shots === undefined ? { prompt } : { shots }),
    mode,
    duration: duration ?? (shots === undefined ? 5 : totalSeconds(shots)),
    ...(ratio !== undefined && { aspectRatio: ratio }),
    sound,
    ...(image !== undefined && { image }),
    ...(elements.length > 0 && { elements: elements.map(withoutBlanks) }),
    ...(callbackUrl !== undefined && { callbackUrl }),
  };
}

/** An empty description or list of images is as good as none. */
function withoutBlanks({
  description = '',
  imageUrls = [],
  ...element
}: NonNullable<VideoFields['elements']>[number]) {
  return {
    ...element,
    ...(description !== '' && { description }),
    ...(imageUrls.length > 0 && { imageUrls }),
  };
}
