import { createClient, isError, parseBaseUrl } from '@kling-automation/core';
import type {
  ICredentialsDecrypted,
  ICredentialTestFunctions,
  INodeCredentialTestResult,
} from 'n8n-workflow';
import { hostClock } from '../clock.ts';
import { failureFacts } from '../failure/failure-facts.ts';
import { createCredentialTransport } from './credential-transport.ts';

/** An id that no task has: asking for it costs nothing, and needs an accepted key. */
const unknownTaskId = 'credential_test';

/**
 * Tests a credential by the rules of the node itself. Passes only when the API itself reports that
 * it knows no such task; a page, a redirect or the 404 of another server proves nothing.
 */
export async function testApiInOne(
  this: ICredentialTestFunctions,
  { data = {} }: Pick<ICredentialsDecrypted, 'data'>,
): Promise<INodeCredentialTestResult> {
  const apiKey = String(data.apiKey ?? '').trim();
  const { issue, url: baseUrl } = parseBaseUrl(data.baseUrl);
  if (baseUrl === undefined) return failed(issue);
  if (!/^[\x21-\x7e]+$/.test(apiKey)) {
    return failed(
      apiKey === ''
        ? 'The API key is missing. Create one in the API in One dashboard.'
        : 'The API key has blanks or characters that no key has. Copy it again from the API in One dashboard.',
    );
  }
  const transport = createCredentialTransport(this.helpers, { apiKey, baseUrl });
  try {
    await createClient({ transport, clock: hostClock }).read(unknownTaskId);
  } catch (error) {
    if (!isError(error, 'task-not-found')) return failed(messageOf(error));
  }
  return { status: 'OK', message: 'The API accepts this key.' };
}

function failed(message: string): INodeCredentialTestResult {
  return { status: 'Error', message };
}

/** The id is ours, so a message about it would only confuse. */
function messageOf(error: unknown): string {
  return failureFacts(error).message.replace(` about task ${unknownTaskId}`, '');
}
