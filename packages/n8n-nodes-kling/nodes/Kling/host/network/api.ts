import {
  type Client,
  type ClientState,
  type Clock,
  createClient,
  createClientState,
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

/**
 * What this process knows of the API, by server and credential: executions slow down together, and
 * each waits a little better than the one before.
 */
const states = new Map<string, ClientState>();

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
  const state = findState(context, baseUrl);
  const submissionSeconds = isTool(context) ? longestToolSubmissionSeconds : undefined;
  return {
    client: createClient({ transport, clock: hostClock, state, submissionSeconds }),
    clock: hostClock,
    baseUrl,
  };
}

function findState(context: RequestingContext, { origin }: URL): ClientState {
  const name = `${origin} ${context.getNode().credentials?.apiInOneApi?.id}`;
  const known = states.get(name);
  if (known !== undefined) return known;
  const state = createClientState({ clock: hostClock });
  states.set(name, state);
  return state;
}
