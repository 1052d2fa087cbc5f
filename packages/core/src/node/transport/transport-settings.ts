import { type RequestIssue, requestIssue } from '../../errors/request-issue.ts';
import { InvalidRequestError } from '../../errors.ts';
import { parseBaseUrl } from '../../network/base-url.ts';

/**
 * Checks where the key may go, and the key itself, before anything is sent.
 *
 * @returns the base URL without a slash at its end, and the key without blanks around it.
 * @throws {InvalidRequestError} with an issue for `baseUrl`, for `apiKey`, or for both.
 */
export function checkTransportSettings(
  baseUrl: string,
  apiKey: string,
): { readonly base: URL; readonly key: string } {
  const { issue, url: base } = parseBaseUrl(baseUrl);
  const key = apiKey.trim();

  const baseIssues = issue === undefined ? [] : [requestIssue(['baseUrl'], issue)];
  const issues = [...baseIssues, ...keyIssues(key)];
  if (base === undefined || issues.length > 0) throw new InvalidRequestError(issues);
  return { base, key };
}

function keyIssues(key: string): RequestIssue[] {
  const issue = (message: string) => [requestIssue(['apiKey'], message)];
  if (key === '') {
    return issue(
      'The API key is empty. Give the key of your API in One account; it starts with aio_.',
    );
  }
  if (!/^[!-~]+$/.test(key)) {
    return issue(
      'The API key holds a blank, a line break or a character no key has. Copy the key alone, without "Bearer" and without quotes.',
    );
  }
  return [];
}
