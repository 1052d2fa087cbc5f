import {
  InvalidRequestError,
  isBlank,
  parseLooseVideoRequest,
  type VideoRequest,
} from '@kling-automation/core';
import { type FieldReader, readVideoInput, type VideoInput } from './read-video-input.ts';

/** Checks what an item asks for, as far as it makes the price: the picture does not. */
export function parseForPrice(
  context: FieldReader,
  itemIndex: number,
): VideoRequest | InvalidRequestError {
  const input: VideoInput = { ...readVideoInput(context, itemIndex), image: undefined };
  const hasPrompt = !isBlank(input.prompt) || !isBlank(input.shots);
  try {
    return parseLooseVideoRequest(hasPrompt ? input : { ...input, prompt: 'Price only' }).request;
  } catch (error) {
    if (error instanceof InvalidRequestError) return error;
    return new InvalidRequestError([{ path: [], field: '', message: String(error) }]);
  }
}
