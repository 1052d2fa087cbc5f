import type { IExecuteFunctions, IHttpRequestOptions } from 'n8n-workflow';
import { hostClock } from '../../../host/clock.ts';
import { readFullResponse } from '../../../host/network/response-stream.ts';

/** n8n takes a moment to put an execution away, and to note that it is awake. */
const pauseMilliseconds = 1000;

const tries = 3;

const longestRequestMilliseconds = 10_000;

/** Whether this process could not reach its own n8n. */
let unreachable: string | undefined;

/** Where this n8n could not be reached by itself; undefined as long as it was not tried or could. */
export function unreachableOrigin(): string | undefined {
  return unreachable;
}

/**
 * Wakes an execution through its own resume URL, so that n8n resumes it wherever it runs: this
 * process may be a worker. Never throws: if it fails, the execution wakes by itself a little later.
 */
export async function wakeExecution(
  { helpers, logger }: Pick<IExecuteFunctions, 'helpers' | 'logger'>,
  resumeUrl: URL,
): Promise<void> {
  for (let attempt = 1; attempt <= tries; attempt += 1) {
    const status = await post(helpers, resumeUrl);
    if (status !== undefined && status < 300) {
      unreachable = undefined;
      return;
    }
    if (status !== 404 && status !== 409) {
      unreachable = resumeUrl.origin;
      const what = status === undefined ? 'no response' : `HTTP ${status}`;
      logger.warn(
        `n8n cannot wake its own executions at ${resumeUrl.origin} (${what}). Kling nodes now wait without parking; to park them, set WEBHOOK_URL to an address that n8n itself can reach.`,
      );
      return;
    }
    await hostClock.sleep(pauseMilliseconds);
  }
}

/** The status of the response; undefined when none came. */
async function post(
  { httpRequest }: IExecuteFunctions['helpers'],
  { href }: URL,
): Promise<number | undefined> {
  const options: IHttpRequestOptions = {
    method: 'POST',
    url: href,
    body: {},
    json: true,
    returnFullResponse: true,
    ignoreHttpStatusErrors: true,
    disableFollowRedirect: true,
    timeout: longestRequestMilliseconds,
  };
  try {
    return readFullResponse(await httpRequest(options)).status;
  } catch {
    // The error has the resume URL in it, which is a secret.
    return undefined;
  }
}
