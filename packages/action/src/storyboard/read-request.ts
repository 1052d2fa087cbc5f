import {
  InvalidRequestError,
  isBlank,
  parseLooseVideoRequest,
  type RequestIssue,
  type VideoRequest,
} from '@kling-automation/core';
import { inputNameOf, withInputNames, withProgramNames } from '../input/input-names.ts';
import { isImagePath } from './image-path.ts';
import { type UncheckedRecord, withoutKeys } from './record.ts';
import { requestFields } from './schema.ts';
import type { StoryboardIssues } from './storyboard-issues.ts';

export interface ReadRequestOptions {
  readonly path: readonly PropertyKey[];
  readonly issues: StoryboardIssues;
  /** Where a file of the repository is for everybody. */
  readonly fileUrl: (path: string) => string;
  /** Whether texts of others are in it, which may be long. */
  readonly hasPlaceholders: boolean;
}

interface ReadRequest {
  readonly request: VideoRequest;
  /** The file of the repository that the image is. */
  readonly imagePath: string | undefined;
  readonly warnings: readonly string[];
}

/** Puts the link to a committed image in the place of its path. */
export function linkImage(
  fields: UncheckedRecord,
  fileUrl: ReadRequestOptions['fileUrl'],
): { readonly linked: UncheckedRecord; readonly imagePath: string | undefined } {
  const { image } = fields;
  if (!isImagePath(image)) return { linked: fields, imagePath: undefined };
  return { linked: { ...fields, image: fileUrl(image) }, imagePath: image };
}

/** Has core check the fields of a video, its own and the defaults; undefined if there are issues. */
export function readRequest(
  own: UncheckedRecord,
  defaults: UncheckedRecord,
  { fileUrl, hasPlaceholders, issues, path }: ReadRequestOptions,
): ReadRequest | undefined {
  // Shots have prompts and seconds of their own, so the defaults for these are not for them.
  const hasShots = !isBlank(own.shots);
  const inherited = hasShots ? withoutKeys(defaults, ['prompt', 'duration']) : defaults;
  const fields = Object.entries({ ...inherited, ...own }).filter(([key]) =>
    requestFields.includes(key),
  );
  try {
    const { imagePath, linked } = linkImage(Object.fromEntries(fields), fileUrl);
    const parsed = parseLooseVideoRequest(withProgramNames(linked));
    return { request: parsed.request, imagePath, warnings: parsed.warnings.map(describeWarning) };
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
