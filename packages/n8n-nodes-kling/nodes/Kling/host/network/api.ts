import { type Client, type Clock, createClient, createTimings } from '@kling-automation/core';
import { NodeOperationError } from 'n8n-workflow';
import { hostClock } from '../clock.ts';
import { isTool, longestToolSubmissionSeconds } from '../tool.ts';
import { parseBaseUrl } from './base-url.ts';
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
  const baseUrl = parseBaseUrl(written);
  if (baseUrl === undefined) {
    throw new NodeOperationError(context.getNode(), 'The Base URL of the credential is not safe', {
      description:
        'It must start with https://, so that nobody can read the API key on the way, and hold nothing but the address, such as https://apiin.one. Only this machine (127.0.0.1, localhost) may be reached by http://.',
    });
  }
  const transport = createHostTransport(context, baseUrl);
  const submissionSeconds = isTool(context) ? longestToolSubmissionSeconds : undefined;
  return {
    client: createClient({ transport, clock: hostClock, timings, submissionSeconds }),
    clock: hostClock,
    baseUrl,
  };
}
