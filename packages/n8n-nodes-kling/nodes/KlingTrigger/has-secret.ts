import { createHash, timingSafeEqual } from 'node:crypto';
import type { IWebhookFunctions } from 'n8n-workflow';
import { secretPath } from './secret-path.ts';

/**
 * Reports whether a callback has the secret of the node. Compares in constant time; a secret in the
 * path is how n8n found the node, and is compared all the same.
 */
export function hasSecret(context: IWebhookFunctions): boolean {
  const secret = String(context.getNodeParameter('secret', '') ?? '');
  if (secret === '') return true;
  switch (context.getNodeParameter('secretIn', 'path')) {
    case 'header':
      return isInHeader(String(context.getHeaderData()['x-kling-secret'] ?? ''), secret.trim());
    case 'query':
      return isSame(String(Reflect.get(Object(context.getQueryData()), 'secret') ?? ''), secret);
    default:
      return isSame(lastSegment(context.getRequestObject().originalUrl), secretPath(secret));
  }
}

/** Headers have bytes, which Node.js reads as Latin-1; what they cannot have is percent-encoded. */
function isInHeader(text: string, secret: string): boolean {
  const utf8 = Buffer.from(text, 'latin1').toString('utf8');
  return [text, utf8, decode(text)].some((each) => isSame(each, secret));
}

function lastSegment(url: string): string {
  return decode(url.split('?')[0]?.split('/').at(-1) ?? '');
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return '';
  }
}

/** Digests have one length, so not even the length of the secret shows. */
function isSame(one: string, other: string): boolean {
  return timingSafeEqual(digest(one), digest(other));
}

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
