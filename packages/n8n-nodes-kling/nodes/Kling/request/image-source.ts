import { isBlank } from '@kling-automation/core';
import type { IBinaryData, IExecuteFunctions } from 'n8n-workflow';
import { isPrivate } from '../host/network/private-host.ts';

/** Where the first frame comes from. */
export interface ImageSource {
  /** What the API fetches. */
  readonly url: string;
  /** What stays the same when the URL is signed again; the content of a binary field. */
  readonly identity: string;
}

/** What is wrong with the image, and how to fix it. */
export class ImageError extends Error {}

/** How long API in One may take to fetch the picture from here. */
const linkLifetime = '6 hours';

/** Pictures of more than this are refused elsewhere (contract.md §2). */
const mostBytes = 10 * 1024 * 1024;

/**
 * Reads the image of an item: a public URL goes through as it is; a binary field becomes a
 * signed link to n8n itself. Undefined when there is none.
 *
 * @throws {ImageError} when the API could not fetch it.
 */
export async function readImage(
  context: IExecuteFunctions,
  itemIndex: number,
  { apiIsLocal, value }: { readonly apiIsLocal: boolean; readonly value: unknown },
): Promise<ImageSource | undefined> {
  if (isBlank(value)) return undefined;
  if (typeof value === 'string') {
    const text = value.trim();
    if (/^[a-z]+:/i.test(text)) return { url: text, identity: text };
    return signLink(context, itemIndex, findField(context, itemIndex, text), apiIsLocal);
  }
  if (!isBinary(value)) {
    throw new ImageError('Give a public URL, or the name of a binary field with a JPG or PNG.');
  }
  return signLink(context, itemIndex, value, apiIsLocal);
}

function findField(context: IExecuteFunctions, itemIndex: number, name: string): IBinaryData {
  const field = fieldOrUndefined(context, itemIndex, name);
  if (field !== undefined) return field;
  const fields = Object.keys(context.getInputData()[itemIndex]?.binary ?? {});
  const known = fields.length === 0 ? 'The item has none.' : `It has: ${fields.join(', ')}.`;
  throw new ImageError(
    `The item has no binary field "${name}". ${known} Give the name of one that holds a JPG or PNG, or a public URL.`,
  );
}

function fieldOrUndefined(
  { helpers }: IExecuteFunctions,
  itemIndex: number,
  name: string,
): IBinaryData | undefined {
  try {
    return helpers.assertBinaryData(itemIndex, name);
  } catch {
    return undefined;
  }
}

async function signLink(
  context: IExecuteFunctions,
  itemIndex: number,
  binary: IBinaryData,
  apiIsLocal: boolean,
): Promise<ImageSource> {
  if (!/^image\/(jpe?g|png)$/i.test(binary.mimeType)) {
    throw new ImageError(`The binary field holds ${binary.mimeType}. Give a JPG or PNG.`);
  }
  const content = await context.helpers.getBinaryDataBuffer(itemIndex, binary);
  if (content.byteLength > mostBytes) {
    const megabytes = Math.ceil(content.byteLength / 1024 / 1024);
    throw new ImageError(`The picture has ${megabytes} MB. Give one of at most 10 MB.`);
  }
  const url = createLink(context, await settleFile(context, binary, content));
  if (!apiIsLocal && isPrivate(new URL(url))) {
    throw new ImageError(
      `API in One cannot fetch the picture from ${new URL(url).origin}. Make n8n reachable from the internet and set WEBHOOK_URL to its public address, or give a public URL of the picture.`,
    );
  }
  return { url, identity: `sha256:${await sha256(content)}` };
}

/**
 * A picture from a form or a webhook was stored before its execution had an id, and n8n renames the
 * file when the execution ends or parks: the link would be dead before API in One has followed it.
 * Such a picture is provided as a copy, which belongs to the execution from the start.
 */
async function settleFile(
  { helpers }: IExecuteFunctions,
  binary: IBinaryData,
  content: Buffer,
): Promise<IBinaryData> {
  if (binary.id?.includes('/temp/') !== true) return binary;
  return helpers.prepareBinaryData(content, binary.fileName, binary.mimeType);
}

function createLink({ helpers }: IExecuteFunctions, binary: IBinaryData): string {
  try {
    const url = helpers.createBinarySignedUrl(binary, linkLifetime);
    if (URL.canParse(url)) return url;
  } catch {
    // Binary data in memory has no address.
  }
  throw new ImageError(
    'This n8n cannot provide the picture by a link. Store binary data on disk (N8N_DEFAULT_BINARY_DATA_MODE=filesystem) and set WEBHOOK_URL, or give a public URL of the picture.',
  );
}

async function sha256(content: Uint8Array): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-256', Uint8Array.from(content));
  return Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, '0')).join('');
}

function isBinary(value: unknown): value is IBinaryData {
  return typeof value === 'object' && value !== null && 'mimeType' in value && 'data' in value;
}
