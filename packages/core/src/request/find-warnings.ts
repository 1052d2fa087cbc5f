import { type RequestIssue, requestIssue } from '../errors/request-issue.ts';
import { characterCount } from './field-schemas.ts';
import { mentionedNames } from './find-issues-across-fields.ts';
import type { VideoRequest } from './video-fields.ts';

/**
 * Finds what is sent although gateways like this one refuse or ignore it: rules that the pages of
 * API in One do not state (contract.md §2, marked as inferred).
 */
export function findWarnings(
  request: VideoRequest,
  given: { readonly prompt?: string | undefined },
): readonly RequestIssue[] {
  return [
    ...shotWarnings(request, given.prompt),
    ...elementWarnings(request),
    ...imageWarnings(request),
  ];
}

function shotWarnings(
  { shots, sound }: VideoRequest,
  prompt: string | undefined,
): readonly RequestIssue[] {
  if (shots === undefined) return [];
  const issues: RequestIssue[] = [];
  if (prompt !== undefined) {
    issues.push(requestIssue(['prompt'], 'It is not sent: the shots bring their own prompts.'));
  }
  if (!sound) {
    issues.push(requestIssue(['sound'], 'Gateways may refuse shots without sound.'));
  }
  if (shots.length > 5) {
    issues.push(requestIssue(['shots'], 'Some gateways take at most 5 shots.'));
  }
  shots.forEach((shot, index) => {
    if (shot.duration > 12) {
      const text = 'Some gateways take at most 12 s a shot.';
      issues.push(requestIssue(['shots', index, 'duration'], text));
    }
    if (characterCount(shot.prompt) > 500) {
      const text = 'Some gateways take at most 500 characters a shot.';
      issues.push(requestIssue(['shots', index, 'prompt'], text));
    }
  });
  return issues;
}

function elementWarnings({ elements, image, prompt, shots }: VideoRequest) {
  if (elements === undefined) return [];
  const issues: RequestIssue[] = [];
  if (image === undefined) {
    issues.push(requestIssue(['elements'], 'Gateways may refuse elements without an image.'));
  }
  const prompts = [prompt, ...(shots ?? []).map((shot) => shot.prompt)];
  const mentioned = mentionedNames(prompts.join('\n'));
  elements.forEach(({ imageUrls, name }, index) => {
    if (imageUrls !== undefined && (imageUrls.length < 2 || imageUrls.length > 4)) {
      const text = 'Gateways take 2 to 4 images an element.';
      issues.push(requestIssue(['elements', index, 'imageUrls'], text));
    }
    if (!mentioned.includes(name)) {
      const text = `No prompt mentions @${name}, so it may not show.`;
      issues.push(requestIssue(['elements', index, 'name'], text));
    }
  });
  return issues;
}

function imageWarnings({ aspectRatio, image }: VideoRequest): readonly RequestIssue[] {
  if (image === undefined || aspectRatio === undefined) return [];
  return [requestIssue(['aspectRatio'], 'It is most likely ignored: the image decides.')];
}
