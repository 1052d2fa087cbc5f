import { type HttpResponse, readBoundedBody } from '@kling-automation/core';
import type { IExecuteFunctions } from 'n8n-workflow';

/** Node's stream; n8n lets a node import no module of Node's, not even for its types. */
export type Readable = Exclude<
  Parameters<IExecuteFunctions['helpers']['prepareBinaryData']>[0],
  Uint8Array
>;

/** A response of n8n's request helpers with its head. */
export interface FullResponse {
  readonly status: number;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly body: unknown;
}

/** Reads what `returnFullResponse` gives. */
export function readFullResponse(response: unknown): FullResponse {
  const isResponse = typeof response === 'object' && response !== null && 'statusCode' in response;
  if (!isResponse) throw new TypeError('n8n returned no full response.');
  const body: unknown = Reflect.get(response, 'body');
  // A connection may break while nobody reads, and an error that nobody listens for would end n8n.
  if (isReadable(body)) body.on('error', () => {});
  return {
    status: Number(response.statusCode),
    headers: Object.fromEntries(
      Object.entries(Object(Reflect.get(response, 'headers'))).map(([name, value]) => [
        name.toLowerCase(),
        String(value),
      ]),
    ),
    body,
  };
}

/** Reports whether a body is a stream; n8n's interceptors may have read it already. */
export function isReadable(body: unknown): body is Readable {
  return typeof body === 'object' && body !== null && Symbol.asyncIterator in body && 'on' in body;
}

/** Reads a response as text, in the size that responses of the API have. */
export async function readResponse(response: unknown): Promise<HttpResponse> {
  const { body, headers, status } = readFullResponse(response);
  return { status, headers, body: await readText(body) };
}

async function readText(body: unknown): Promise<string> {
  if (isReadable(body)) return new TextDecoder().decode(await readBoundedBody(body));
  return typeof body === 'string' ? body : JSON.stringify(body ?? '');
}
