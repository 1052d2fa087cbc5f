import { suggestName } from '@kling-automation/core';
import { ReleaseError } from './release-error.ts';

/** `auto`, and the run is for no release and no tag. */
export function noReleaseOfRun(): ReleaseError {
  return missing(
    'With release: auto there must be a release or a tag that this run is for, and there is none.',
    `Start the workflow on release or for a tag, name an existing tag, or ${leaveEmpty}.`,
  );
}

/** `auto`, and the tag of the run has no release. */
export function noReleaseOfPushedTag(tagName: string): ReleaseError {
  return missing(
    `The tag ${tagName} has no release.`,
    `Create one before this step (a draft will do), write release: ${tagName} to have a draft created, or ${leaveEmpty}.`,
    draftAdvice,
  );
}

/** The release of the event, which is gone or hidden. */
export function noReleaseOfEvent(id: number): ReleaseError {
  return missing(`The release of this event (${id}) was deleted.`, draftAdvice);
}

/**
 * A text that is neither a tag nor `auto`.
 *
 * @param tags those that may be meant.
 */
export function noSuchTag(input: string, tags: readonly string[]): ReleaseError {
  const advice = suggestName(input.replace(/^refs\/(tags\/)?/, ''), ['auto', ...tags]);
  return missing(`There is no release and no tag "${input}". ${advice}`, draftAdvice);
}

const leaveEmpty = 'leave the input release empty';

const draftAdvice =
  'If it is a draft: only jobs with the permission contents: write can see drafts.';

function missing(...sentences: readonly string[]): ReleaseError {
  return new ReleaseError('no-such-release', sentences.join(' '));
}
