import type { z } from 'zod/v4';
import { type RequestIssue, requestIssue } from '../errors/request-issue.ts';
import { quote } from './field-schemas.ts';
import { findIssuesAcrossFields, totalSeconds } from './find-issues-across-fields.ts';
import { findWarnings } from './find-warnings.ts';
import { isRecord } from './is-record.ts';
import type { RequestFields } from './request-field.ts';
import { suggestName } from './suggest-name.ts';
import {
  type VideoFields,
  type VideoRequest,
  videoFields,
  videoFieldsSchema,
} from './video-fields.ts';

/** What the strict rules find in an input. */
export interface CheckedRequest {
  /** Undefined when there are issues. */
  readonly request: VideoRequest | undefined;
  readonly issues: readonly RequestIssue[];
  readonly warnings: readonly RequestIssue[];
}

/**
 * Checks an input by the strict rules and fills in the defaults.
 *
 * @param unreadable fields that have an issue already, so there is no request; no other issue
 *   depends on them.
 */
export function checkRequest(
  input: unknown,
  unreadable: ReadonlySet<string> = new Set(),
): CheckedRequest {
  const parsed = videoFieldsSchema.safeParse(input);
  if (parsed.success && unreadable.size === 0) {
    const issues = findIssuesAcrossFields(parsed.data, unreadable);
    if (issues.length > 0) return { request: undefined, issues, warnings: [] };
    const request = fillDefaults(parsed.data);
    return { request, issues, warnings: findWarnings(request, parsed.data) };
  }
  const issues = (parsed.error?.issues ?? []).flatMap(toRequestIssues);
  if (!isRecord(input)) return { request: undefined, issues, warnings: [] };

  const invalid = new Set([...unreadable, ...issues.map(({ path }) => String(path[0]))]);
  const valid = Object.entries(input).filter(([name]) => !invalid.has(name));
  const fields = videoFieldsSchema.partial().parse(Object.fromEntries(valid));
  const across = findIssuesAcrossFields(fields, invalid);
  return { request: undefined, issues: [...issues, ...across], warnings: [] };
}

function toRequestIssues(issue: z.core.$ZodIssue): readonly RequestIssue[] {
  if (issue.code !== 'unrecognized_keys') return [requestIssue(issue.path, issue.message)];
  const known = Object.keys(fieldsAt(issue.path));
  return issue.keys.map((key) =>
    requestIssue(
      [...issue.path, key],
      `There is no field ${quote(key)}. ${suggestName(key, known)}`,
    ),
  );
}

/** The fields of the request, or of the entries of one of its lists. */
function fieldsAt(path: readonly PropertyKey[]): RequestFields {
  const fields: RequestFields = videoFields;
  return fields[String(path[0])]?.entries?.fields ?? fields;
}

function fillDefaults(fields: VideoFields): VideoRequest {
  const { aspectRatio, duration, elements = [], prompt, shots, ...others } = fields;
  const ratio = aspectRatio ?? (others.image === undefined ? '16:9' : undefined);
  return {
    ...others,
    // The official API rejects a prompt beside shots (contract.md §2).
    ...(shots === undefined ? { prompt } : { shots }),
    duration: duration ?? (shots === undefined ? 5 : totalSeconds(shots)),
    ...(ratio !== undefined && { aspectRatio: ratio }),
    ...(elements.length > 0 && { elements: elements.map(withoutBlanks) }),
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
