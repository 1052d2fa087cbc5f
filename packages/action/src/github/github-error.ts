import { STATUS_CODES } from 'node:http';

/** A request to GitHub failed. */
export class GithubError extends Error {
  override readonly name = 'GithubError';
  /** Undefined if no response came. */
  readonly status: number | undefined;
  /** GitHub's own codes for what is wrong, such as `already_exists`. */
  readonly errorCodes: readonly string[];
  /** GitHub's sentence; not to be trusted as a line of the log. */
  readonly apiMessage: string;
  /** How long GitHub asks to wait before the next request. */
  readonly retryAfterSeconds: number | undefined;
  /** The permissions that GitHub names as sufficient, as `contents=write`; empty if it names none. */
  readonly sufficientPermissions: string;

  constructor(facts: GithubErrorFacts) {
    const { apiMessage, cause, status, what } = facts;
    const outcome = status === undefined ? 'no response' : `status ${status}`;
    super(`${what} failed on GitHub: ${outcome}, ${apiMessage}`, { cause });
    this.status = status;
    this.apiMessage = apiMessage;
    this.errorCodes = facts.errorCodes ?? [];
    this.retryAfterSeconds = facts.retryAfterSeconds;
    this.sufficientPermissions = facts.sufficientPermissions ?? '';
  }

  /**
   * Whether the token lacks a permission that the job could have. GitHub responds in the same way
   * where workflow files differ, which no permission of a job allows.
   */
  get isPermissionMissing(): boolean {
    const { apiMessage, status, sufficientPermissions } = this;
    const isAboutToken = /not accessible by/i.test(apiMessage);
    return status === 403 && isAboutToken && !sufficientPermissions.includes('workflows');
  }

  /** Whether the same request may succeed a little later. */
  get isPassing(): boolean {
    const { retryAfterSeconds, status } = this;
    if (status === undefined || status >= 500 || status === 408 || status === 429) return true;
    return status === 403 && retryAfterSeconds !== undefined;
  }
}

interface GithubErrorFacts {
  /** What was asked, as the subject of a sentence. */
  readonly what: string;
  readonly status: number | undefined;
  readonly apiMessage: string;
  readonly errorCodes?: readonly string[] | undefined;
  readonly retryAfterSeconds?: number | undefined;
  readonly sufficientPermissions?: string | undefined;
  readonly cause?: unknown;
}

/** Reads what Octokit throws: an error response, or no response at all. */
export function asGithubError(what: string, error: unknown): GithubError {
  const { message, response } = readFields(error);
  const { data, headers, status } = readFields(response);
  const body = readFields(data);
  return new GithubError({
    what,
    // Octokit calls it a 500 when there was no response.
    status: typeof status === 'number' ? status : undefined,
    apiMessage: String(body.message ?? phraseOf(status) ?? message ?? error),
    errorCodes: Array.isArray(body.errors) ? body.errors.map(readErrorCode) : [],
    retryAfterSeconds: readDelay(readFields(headers)),
    sufficientPermissions: String(readFields(headers)['x-accepted-github-permissions'] ?? ''),
    cause: error,
  });
}

/** The response may be a page of HTML: the status is all there is to know. */
function phraseOf(status: unknown): string | undefined {
  return typeof status === 'number' ? STATUS_CODES[status] : undefined;
}

function readErrorCode(issue: unknown): string {
  return typeof issue === 'string' ? issue : String(readFields(issue).code);
}

function readDelay(headers: Fields): number | undefined {
  const seconds = Number(headers['retry-after']);
  if (seconds > 0) return seconds;
  // Out of requests for this hour: the next hour is too far away.
  return headers['x-ratelimit-remaining'] === '0' ? 3600 : undefined;
}

type Fields = Readonly<Record<string, unknown>>;

function readFields(value: unknown): Fields {
  return typeof value === 'object' && value !== null ? { ...value, ...ownMessage(value) } : {};
}

/** The message of an error is not among the fields that a spread copies. */
function ownMessage(value: object): Fields {
  return value instanceof Error ? { message: value.message } : {};
}
