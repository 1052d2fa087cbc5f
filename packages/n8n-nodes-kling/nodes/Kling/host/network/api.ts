import {
  type Client,
  type Clock,
  createClient,
  createTimings,
  parseBaseUrl,
} from '@kling-automation/core';
import { NodeOperationError } from 'n8n-workflow';
import { hostClock } from '../clock.ts';
import { isTool, longestToolSubmissionSeconds } from '../tool.ts';
import { createHostTransport, type RequestingContext } from './transport.ts';

/** The API as this execution reaches it. */
export interface Api {
  readonly client: Client;
  readonly clock: Clock;
  readonly baseUrl: URL;
}

/** Run times seen by this process; each execution waits a little better than the one before. */
const timings = createTimings();

/** Opens the API with the node's credential. Sends nothing. */
export async function openApi(context: RequestingContext): Promise<Api> {
  const { baseUrl: written } = await context.getCredentials<{ baseUrl?: unknown }>('apiInOneApi');
  const { issue, url: baseUrl } = parseBaseUrl(written);
  if (baseUrl === undefined) {
    throw new NodeOperationError(
      context.getNode(),
      'The Base URL of the credential cannot be used',
      { description: issue },
    );
  }
  const transport = createHostTransport(context, baseUrl);
  const submissionSeconds = isTool(context) ? longestToolSubmissionSeconds : undefined;
  return {
    client: createClient({ transport, clock: hostClock, timings, submissionSeconds }),
    clock: hostClock,
    baseUrl,
  };
}
