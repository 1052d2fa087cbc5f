import { isLoopback } from '@kling-automation/core';
import type { IExecuteFunctions } from 'n8n-workflow';
import { readResumeUrl } from '../../../host/n8n-internals/resume-url.ts';
import { isPrivate } from '../../../host/network/private-host.ts';
import { digestOf, readTurn } from '../item-identity.ts';

/** Distinguishes whose task a callback reports: all nodes of an execution have one resume URL. */
export const tokenParameter = 'kling';

type CallbackContext = Pick<IExecuteFunctions, 'evaluateExpression' | 'getInputData' | 'getNode'>;

/** The callback URL of each item, by its index. */
export type CallbackUrls = (itemIndex: number) => string;

/**
 * Makes the callback URLs of the items: each wakes this execution and has the item's own token.
 * Undefined when API in One cannot reach this n8n, because only the own network can.
 */
export function createCallbackUrls(
  context: CallbackContext,
  apiBaseUrl: URL,
): CallbackUrls | undefined {
  const resumeUrl = readResumeUrl(context);
  if (resumeUrl === undefined) return undefined;
  if (!isLoopback(apiBaseUrl) && isPrivate(resumeUrl)) return undefined;
  return (itemIndex) => {
    const url = new URL(resumeUrl);
    url.searchParams.set(tokenParameter, itemToken(context, itemIndex));
    return url.href;
  };
}

/** Names an item of this turn of this node; who knows it knows the URL, which is the secret. */
export function itemToken(context: CallbackContext, itemIndex: number): string {
  return digestOf([context.getNode().id, readTurn(context), itemIndex]).slice(0, 16);
}
