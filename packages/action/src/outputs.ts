import { approximateUsd } from '@kling-automation/core';
import { spentCredits, type VideoResult } from './video-result.ts';

/** Sets every output, so that no condition of a workflow ever meets one that is missing. */
export function writeEmptyOutputs(writeOutput: WriteOutput): void {
  for (const [name, value] of Object.entries(emptyOutputs)) writeOutput(name, value);
}

/** Sets the outputs to what is known of the videos by now. */
export function writeOutputs(
  writeOutput: WriteOutput,
  status: string,
  results: readonly VideoResult[],
): void {
  const [first] = results;
  const outputs = {
    ...emptyOutputs,
    ...(first !== undefined && describe(first)),
    status,
    'video-url': first?.videoUrl ?? '',
    videos: JSON.stringify(results.map(describe)),
  };
  for (const [name, value] of Object.entries(outputs)) writeOutput(name, String(value));
}

export type WriteOutput = (name: string, value: string) => void;

const emptyOutputs = {
  status: '',
  'video-path': '',
  'video-url': '',
  'asset-url': '',
  sha256: '',
  'task-id': '',
  credits: '0',
  'estimated-credits': '',
  'cost-usd': '',
  fingerprint: '',
  videos: '[]',
} as const;

/** The signed URL is left out: it stands in the one output made for it. */
function describe(result: VideoResult) {
  const { credits, file, plan, status, taskId } = result;
  return {
    status,
    'video-path': file === undefined ? '' : plan.path,
    'asset-url': '',
    sha256: file?.sha256 ?? '',
    'task-id': taskId ?? '',
    credits: spentCredits(result),
    'estimated-credits': plan.credits,
    'cost-usd': credits === undefined ? plan.approximateUsd : approximateUsd(credits),
    fingerprint: plan.fingerprint,
  } as const;
}
