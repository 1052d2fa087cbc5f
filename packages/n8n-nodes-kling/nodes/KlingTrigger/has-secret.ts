import { createHash, timingSafeEqual } from 'node:crypto';
import type { IWebhookFunctions } from 'n8n-workflow';

/**
 * Whether a callback knows the secret of the node. Compared in constant time; in the path n8n has
 * already found the node by it, and it is compared all the same.
 */
export function hasSecret(context: IWebhookFunctions): boolean {
  const secret = String(context.getNodeParameter('secret', '') ?? '');
  if (secret === '') return true;
  return isSame(broughtSecret(context), secret);
}

function broughtSecret(context: IWebhookFunctions): string {
  switch (context.getNodeParameter('secretIn', 'path')) {
    case 'header':
      return String(context.getHeaderData()['x-kling-secret'] ?? '');
    case 'query':
      return String(Reflect.get(Object(context.getQueryData()), 'secret') ?? '');
    default:
      return lastSegment(context.getRequestObject().originalUrl);
  }
}

function lastSegment(url: string): string {
  const segment = url.split('?')[0]?.split('/').at(-1) ?? '';
  try {
    return decodeURIComponent(segment);
  } catch {
    return '';
  }
}

/** Digests are of one length, so that not even the length of the secret shows. */
function isSame(one: string, other: string): boolean {
  return timingSafeEqual(digest(one), digest(other));
}

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
