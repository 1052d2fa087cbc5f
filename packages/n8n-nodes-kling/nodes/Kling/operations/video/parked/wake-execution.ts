import type { IExecuteFunctions, IHttpRequestOptions } from 'n8n-workflow';
import { hostClock } from '../../../host/clock.ts';
import { readFullResponse } from '../../../host/network/response-stream.ts';

/** n8n takes a moment to put an execution away, and to note that it is awake. */
const pauseMilliseconds = 1000;

const tries = 3;

const longestRequestMilliseconds = 10_000;

/** How long executions are not parked after one could not be woken: a proxy may just be restarting. */
const longestDistrustMilliseconds = 15 * 60_000;

let unreachable: { readonly origin: string; readonly until: number } | undefined;

/** Where this process could not reach its own n8n lately; undefined if it could, or has not tried. */
export function unreachableOrigin(): string | undefined {
  return unreachable !== undefined && hostClock.now() < unreachable.until
    ? unreachable.origin
    : undefined;
}

/**
 * Wakes an execution through its own resume URL, so n8n resumes it wherever it runs: this
 * process may be a worker. Never throws: if it fails, the execution wakes by itself a little later.
 */
export async function wakeExecution(
  { helpers, logger }: Pick<IExecuteFunctions, 'helpers' | 'logger'>,
  resumeUrl: URL,
): Promise<void> {
  let status: number | undefined;
  for (let attempt = 1; attempt <= tries; attempt += 1) {
    status = await post(helpers, resumeUrl);
    if (status !== undefined && status < 300) {
      unreachable = undefined;
      return;
    }
    if (attempt < tries) await hostClock.sleep(pauseMilliseconds);
  }
  // Somebody else has woken it.
  if (status === 404 || status === 409) return;
  const { origin } = resumeUrl;
  unreachable = { origin, until: hostClock.now() + longestDistrustMilliseconds };
  const what = status === undefined ? 'no response' : `HTTP ${status}`;
  logger.warn(
    `n8n cannot wake its own executions at ${origin} (${what}). For a while Kling nodes wait without parking; to park them, set WEBHOOK_URL to an address that n8n itself can reach.`,
  );
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
