import { InvalidRequestError } from '../errors/before-submission.ts';
import type { RequestIssue } from '../errors/request-issue.ts';
import { checkRequest } from './check-request.ts';
import type { VideoRequest } from './video-fields.ts';

/**
 * Checks a video request and fills in the defaults. Sends nothing and costs nothing.
 *
 * Takes the fields of a `VideoRequest`, of which only `prompt` or `shots` is required. A field that
 * does not exist is an issue.
 *
 * @returns the request, and warnings: what is sent although the API may refuse or ignore it.
 * @throws {InvalidRequestError} with every issue at once, each with its field and what to do.
 * @example
 * const { request, warnings } = parseVideoRequest({ prompt: 'A lighthouse at dawn', duration: 8 });
 */
export function parseVideoRequest(input: unknown): ParsedRequest {
  const { issues, request, warnings } = checkRequest(input);
  if (request === undefined) throw new InvalidRequestError(issues);
  return { request, warnings };
}

/** A request that may be sent, and what may go wrong with it. */
export interface ParsedRequest {
  readonly request: VideoRequest;
  readonly warnings: readonly RequestIssue[];
}
