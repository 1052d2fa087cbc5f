import {
  estimateCredits,
  InvalidRequestError,
  parseVideoRequest,
  ratesReadOn,
} from '@kling-automation/core';
import type { ILoadOptionsFunctions, INodePropertyOptions } from 'n8n-workflow';
import { shownPrice } from './fields/price.ts';
import { issueText } from './host/issue-text.ts';
import { readVideoInput } from './request/read-video-input.ts';

/** Writes the price for the panel, each time one of the fields that make it changes. */
export async function loadPrice(this: ILoadOptionsFunctions): Promise<INodePropertyOptions[]> {
  return [{ name: describePrice(this), value: shownPrice, description: `Rates of ${ratesReadOn}` }];
}

function describePrice(context: ILoadOptionsFunctions): string {
  const read = (name: string): unknown => context.getCurrentNodeParameter(name);
  const getNodeParameter = (name: string) => read(name) ?? '';
  // Only what makes the price: a prompt may be an expression that cannot be read here.
  const { duration, mode, shots, sound } = readVideoInput({ getNodeParameter }, 0);
  const usdPerCredit = Number(read('options.usdPerCredit') ?? 0.01);
  try {
    const { request } = parseVideoRequest({
      ...(shots === undefined ? { prompt: 'Price only' } : { shots: withPrompts(shots) }),
      ...(duration !== undefined && { duration }),
      ...(mode !== undefined && { mode }),
      ...(sound !== undefined && { sound }),
    });
    const { approximateUsd, credits } = estimateCredits(request, { usdPerCredit });
    return `${credits} credits, about $${approximateUsd.toFixed(2)}`;
  } catch (error) {
    const isFault = error instanceof InvalidRequestError;
    return isFault ? error.issues.map(issueText).join(' ') : 'Known when the workflow runs';
  }
}

function withPrompts(shots: unknown): unknown {
  if (!Array.isArray(shots)) return shots;
  return shots.map((shot: object) => ({ ...shot, prompt: 'Price only' }));
}
