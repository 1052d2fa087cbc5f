import { InvalidRequestError, parseVideoRequest, type VideoRequest } from '@kling-automation/core';
import { type FieldReader, readVideoInput } from './read-video-input.ts';

/** Checks what an item asks for, as far as it makes the price: the picture does not. */
export function parseForPrice(
  context: FieldReader,
  itemIndex: number,
): VideoRequest | InvalidRequestError {
  const input = readVideoInput(context, itemIndex);
  const hasPrompt = 'prompt' in input || 'shots' in input;
  try {
    return parseVideoRequest(hasPrompt ? input : { ...input, prompt: 'Price only' }).request;
  } catch (error) {
    if (error instanceof InvalidRequestError) return error;
    return new InvalidRequestError([{ path: [], field: '', message: String(error) }]);
  }
}
