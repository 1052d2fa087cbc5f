import {
  InvalidRequestError,
  isBlank,
  parseLooseVideoRequest,
  type RequestIssue,
  type VideoRequest,
} from '@kling-automation/core';
import { inputNameOf, withInputNames, withProgramNames } from '../input/input-names.ts';
import { type UncheckedRecord, withoutKeys } from './record.ts';
import { requestFields } from './schema.ts';
import type { StoryboardIssues } from './storyboard-issues.ts';

export interface ReadRequestOptions {
  readonly path: readonly PropertyKey[];
  readonly issues: StoryboardIssues;
  /** Whether texts of others are in it, which may be long. */
  readonly hasPlaceholders: boolean;
}

/** Has core check the fields of a video, its own and the defaults; undefined if there are issues. */
export function readRequest(
  own: UncheckedRecord,
  defaults: UncheckedRecord,
  { hasPlaceholders, issues, path }: ReadRequestOptions,
): { readonly request: VideoRequest; readonly warnings: readonly string[] } | undefined {
  // Shots have prompts and seconds of their own, so the defaults for these are not for them.
  const hasShots = !isBlank(own.shots);
  const inherited = hasShots ? withoutKeys(defaults, ['prompt', 'duration']) : defaults;
  const fields = Object.entries({ ...inherited, ...own }).filter(([key]) =>
    requestFields.includes(key),
  );
  try {
    const parsed = parseLooseVideoRequest(withProgramNames(Object.fromEntries(fields)));
    return { request: parsed.request, warnings: parsed.warnings.map(describeWarning) };
  } catch (error) {
    if (!(error instanceof InvalidRequestError)) throw error;
    for (const issue of error.issues) {
      const place = issue.path.map(inputNameOf);
      const [field = ''] = place;
      const isInherited = !(field in own) && String(field) in inherited;
      const at = [...(isInherited ? ['defaults'] : path), ...place];
      issues.add(at, withInputNames(issue.message) + (hasPlaceholders ? limitHint(issue) : ''));
    }
    return undefined;
  }
}

function limitHint({ message }: RequestIssue): string {
  const isTooLong = message.startsWith('Shorten the prompt');
  return isTooLong ? ' A placeholder can be cut: {{ release.body | limit 500 }}.' : '';
}

function describeWarning({ field, message }: RequestIssue): string {
  return withInputNames(`${field}: ${message}`);
}
