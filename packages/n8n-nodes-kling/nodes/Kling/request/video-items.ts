import {
  fingerprint,
  InvalidRequestError,
  isBlank,
  parseLooseVideoRequest,
  type RequestIssue,
  requestIssue,
  type VideoRequest,
} from '@kling-automation/core';
import type { IExecuteFunctions } from 'n8n-workflow';
import { ImageError, type ImageSource, readImage } from './image-source.ts';
import { readVideoInput, type VideoInput } from './read-video-input.ts';

/** A video that an item asks for. */
export interface VideoItem {
  readonly itemIndex: number;
  readonly request: VideoRequest;
  readonly warnings: readonly RequestIssue[];
}

/** An item that may be sent. */
export interface ValidItem extends VideoItem {
  /** Names the content: the same although the link to a picture is signed again. */
  readonly contentKey: string;
}

/** An item that must be fixed first. */
export interface InvalidItem {
  readonly itemIndex: number;
  readonly error: InvalidRequestError;
}

/** Reads and checks every item, so all issues of all items show at once. Sends nothing. */
export async function readVideoItems(
  context: IExecuteFunctions,
  options: {
    readonly apiIsLocal: boolean;
    /** For items that have none of their own. */
    readonly callbackUrlOf?: ((itemIndex: number) => string) | undefined;
    /** The indexes of the items to read. @default all */
    readonly only?: readonly number[] | undefined;
  },
): Promise<{ readonly valid: readonly ValidItem[]; readonly invalid: readonly InvalidItem[] }> {
  const valid: ValidItem[] = [];
  const invalid: InvalidItem[] = [];
  const { apiIsLocal, callbackUrlOf, only = context.getInputData().keys() } = options;
  for (const itemIndex of only) {
    const input = readVideoInput(context, itemIndex);
    const callbackUrl = isBlank(input.callbackUrl) ? callbackUrlOf?.(itemIndex) : undefined;
    const item = await readItem(
      context,
      { ...input, ...(callbackUrl !== undefined && { callbackUrl }) },
      { itemIndex, apiIsLocal },
    );
    if ('error' in item) invalid.push(item);
    else valid.push(item);
  }
  return { valid, invalid };
}

async function readItem(
  context: IExecuteFunctions,
  input: VideoInput,
  { apiIsLocal, itemIndex }: { readonly apiIsLocal: boolean; readonly itemIndex: number },
): Promise<ValidItem | InvalidItem> {
  const { image: given, ...fields } = input;
  const image = await settle(readImage(context, itemIndex, { value: given, apiIsLocal }));
  const source = 'value' in image ? image.value : undefined;
  const imageIssues = 'value' in image ? [] : [requestIssue(['image'], image.issue)];
  const parsed = parse({ ...fields, ...(source !== undefined && { image: source.url }) });
  const issues = [...imageIssues, ...parsed.issues];
  if (parsed.request === undefined || issues.length > 0) {
    return { itemIndex, error: new InvalidRequestError(issues) };
  }
  const { request, warnings } = parsed;
  return { itemIndex, request, warnings, contentKey: await contentKey(request, source) };
}

async function settle(
  reading: Promise<ImageSource | undefined>,
): Promise<{ readonly value: ImageSource | undefined } | { readonly issue: string }> {
  try {
    return { value: await reading };
  } catch (error) {
    const known = error instanceof ImageError;
    return { issue: known ? error.message : 'The picture could not be read. Check the field.' };
  }
}

function parse(input: VideoInput) {
  try {
    return { ...parseLooseVideoRequest(input), issues: [] };
  } catch (error) {
    const isInvalid = error instanceof InvalidRequestError;
    const issues = isInvalid ? error.issues : [requestIssue([], String(error))];
    return { request: undefined, warnings: [], issues };
  }
}

function contentKey(request: VideoRequest, source: ImageSource | undefined): Promise<string> {
  return fingerprint(source === undefined ? request : { ...request, image: source.identity });
}
