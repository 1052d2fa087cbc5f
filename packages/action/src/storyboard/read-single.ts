import { InvalidRequestError, parseLooseVideoRequest, requestIssue } from '@kling-automation/core';
import { withInputNames } from '../input/input-names.ts';
import type { ActionInputs } from '../input/inputs.ts';
import type { InputIssue } from '../input/invalid-inputs-error.ts';
import { fillRecord } from './fill-record.ts';
import { exampleFileUrl } from './image-path.ts';
import type { PlaceholderValues } from './placeholders.ts';
import { linkImage } from './read-request.ts';
import type { Storyboard } from './read-storyboard.ts';

/** Reads the one video of the inputs, with its placeholders, as if a storyboard held it. */
export function readSingle(
  { edition, taskId, video }: Pick<ActionInputs, 'edition' | 'taskId' | 'video'>,
  values: PlaceholderValues,
  fileUrl = exampleFileUrl,
): Storyboard {
  const issues: InputIssue[] = [];
  const add = (path: readonly PropertyKey[], message: string) =>
    void issues.push(asInputIssue(requestIssue(path, message)));
  const filled = fillRecord({ ...video, edition }, [], { issues: { add }, values });
  if (issues.length > 0) return { videos: [], skipped: [], issues };

  const { edition: filledEdition, ...fields } = filled;
  try {
    const { imagePath, linked } = linkImage(fields, fileUrl);
    const { request, warnings } = parseLooseVideoRequest(linked);
    const single = {
      name: undefined,
      taskId,
      edition: String(filledEdition).trim(),
      request,
      imagePath,
      warnings: warnings.map(asInputIssue).map(({ input, message }) => `${input}: ${message}`),
    };
    return { videos: [single], skipped: [], issues: [] };
  } catch (error) {
    if (!(error instanceof InvalidRequestError)) throw error;
    return { videos: [], skipped: [], issues: error.issues.map(asInputIssue) };
  }
}

/** An issue of core under the name of the input. */
export function asInputIssue({
  field,
  message,
}: {
  readonly field: string;
  readonly message: string;
}): InputIssue {
  return { input: withInputNames(field), message: withInputNames(message) };
}
