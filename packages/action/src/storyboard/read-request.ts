import {
  InvalidRequestError,
  parseVideoRequest,
  type RequestIssue,
  type VideoRequest,
} from '@kling-automation/core';
import { withInputNames } from '../explain-failure.ts';
import { withCamelCaseKeys } from '../list-input.ts';
import { type UncheckedRecord, withoutKeys } from './record.ts';
import { requestFields } from './schema.ts';
import type { StoryboardFaults } from './storyboard-faults.ts';

/** Has core check the fields of a video, its own and those it takes over; undefined where it fails. */
export function readRequest(
  own: UncheckedRecord,
  defaults: UncheckedRecord,
  { faults, path }: { readonly path: readonly PropertyKey[]; readonly faults: StoryboardFaults },
): { readonly request: VideoRequest; readonly warnings: readonly string[] } | undefined {
  // Shots bring their own prompts and seconds: those of all the others are not meant for them.
  const inherited = 'shots' in own ? withoutKeys(defaults, ['prompt', 'duration']) : defaults;
  const fields = Object.entries({ ...inherited, ...own }).filter(([key]) =>
    requestFields.includes(key),
  );
  try {
    const parsed = parseVideoRequest(withCamelCaseKeys(Object.fromEntries(fields)));
    return { request: parsed.request, warnings: parsed.warnings.map(describeWarning) };
  } catch (error) {
    if (!(error instanceof InvalidRequestError)) throw error;
    for (const issue of error.issues) {
      const place = issue.path.map(kebabCase);
      const [field = ''] = place;
      const isInherited = !(field in own) && String(field) in inherited;
      faults.add([...(isInherited ? ['defaults'] : path), ...place], withInputNames(issue.message));
    }
    return undefined;
  }
}

function describeWarning({ field, message }: RequestIssue): string {
  return withInputNames(`${field}: ${message}`);
}

function kebabCase(key: string | number): string | number {
  return typeof key === 'number'
    ? key
    : key.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
}
