import { estimateCredits, InvalidRequestError, ratesReadOn } from '@kling-automation/core';
import { type IExecuteFunctions, type INodeExecutionData, NodeOperationError } from 'n8n-workflow';
import { issueText } from '../../host/failure/issue-text.ts';
import { failedItem } from '../../output/failed-item.ts';
import { priceJson, requestJson } from '../../output/video-json.ts';
import { parseForPrice } from '../../request/parse-for-price.ts';
import { readRunSettings } from '../../settings.ts';
import type { Operation } from '../operation.ts';

/** Video > Estimate Cost: no request, no credential, no picture is touched. */
export const estimate = {
  name: 'Estimate Cost',
  action: 'Estimate cost of video',
  description: 'Show what a video will cost, without any request and without credential',
  execute: estimateCosts,
} satisfies Operation;

async function estimateCosts(context: IExecuteFunctions): Promise<INodeExecutionData[]> {
  const { usdPerCredit } = readRunSettings(context);
  return context.getInputData().map((_, itemIndex) => {
    const parsed = parseForPrice(context, itemIndex);
    if (parsed instanceof InvalidRequestError) return refuse(context, parsed, itemIndex);
    const { credits } = estimateCredits(parsed, { usdPerCredit });
    const price = { ...priceJson(credits, usdPerCredit), ratesReadOn };
    return { json: { ...price, ...requestJson(parsed) }, pairedItem: { item: itemIndex } };
  });
}

function refuse(
  context: IExecuteFunctions,
  error: InvalidRequestError,
  itemIndex: number,
): INodeExecutionData {
  if (context.continueOnFail()) return failedItem(context, error, itemIndex);
  const issues = error.issues.map(issueText).join(' ');
  throw new NodeOperationError(context.getNode(), `[item ${itemIndex}] ${issues}`, { itemIndex });
}
