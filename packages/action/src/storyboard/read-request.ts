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

/** Has core check the fields of a video, its own and the defaults; undefined if there are issues. */
export function readRequest(
  own: UncheckedRecord,
  defaults: UncheckedRecord,
  { issues, path }: { readonly path: readonly PropertyKey[]; readonly issues: StoryboardIssues },
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
      issues.add([...(isInherited ? ['defaults'] : path), ...place], withInputNames(issue.message));
    }
    return undefined;
  }
}

function describeWarning({ field, message }: RequestIssue): string {
  return withInputNames(`${field}: ${message}`);
}
