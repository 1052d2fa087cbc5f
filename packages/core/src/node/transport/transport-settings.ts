import { type RequestIssue, requestIssue } from '../../errors/request-issue.ts';
import { InvalidRequestError } from '../../errors.ts';
import { isLoopback } from '../network/loopback.ts';

/**
 * Checks where the key may go, and the key itself, before anything is sent.
 *
 * @returns the base URL without a slash at its end, and the key without blanks around it.
 * @throws {InvalidRequestError} with an issue for `baseUrl`, for `apiKey`, or for both.
 */
export function checkSettings(baseUrl: string, apiKey: string): { base: URL; key: string } {
  const base = URL.parse(baseUrl.trim());
  const key = apiKey.trim();

  const issues = [...baseUrlIssues(base), ...keyIssues(key)];
  if (base === null || issues.length > 0) throw new InvalidRequestError(issues);

  base.pathname = base.pathname.replace(/\/+$/, '');
  return { base, key };
}

function baseUrlIssues(base: URL | null): RequestIssue[] {
  const issue = (message: string) => [requestIssue(['baseUrl'], message)];
  if (base === null) {
    return issue('The base URL is not a URL. Give one such as https://apiin.one.');
  }
  if (base.protocol !== 'https:' && !(base.protocol === 'http:' && isLoopback(base))) {
    return issue(
      'The base URL must start with https://, so that the API key cannot be read on the way; http:// is allowed for this machine only (127.0.0.1, localhost).',
    );
  }
  if (`${base.username}${base.password}${base.search}${base.hash}` !== '') {
    return issue('The base URL must hold no user name, password, query or fragment.');
  }
  return [];
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
