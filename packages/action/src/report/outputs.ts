import { approximateUsd } from '@kling-automation/core';
import { spentCredits, type VideoResult } from './video-result.ts';

/** What is known of the videos by now, as the outputs of the step. */
export function describeOutputs(
  status: string,
  results: readonly VideoResult[],
): Readonly<Record<string, string>> {
  const [first] = results;
  const isOver = status === 'failed' || status === 'cancelled';
  const videos = results.map((result) => describe(result, isOver));
  const outputs = {
    ...emptyOutputs,
    ...(first !== undefined && pickDeclared(describe(first, isOver))),
    ...(first !== undefined && {
      credits: sum(videos.map(({ credits }) => credits)),
      'estimated-credits': sum(results.map(newCreditsOf)),
      'cost-usd': sum(videos.map((video) => video['cost-usd'])),
    }),
    status,
    'video-url': first?.videoUrl ?? '',
    'video-paths': videos.flatMap((video) => video['video-path'] || []).join('\n'),
    videos: JSON.stringify(videos),
  };
  return Object.fromEntries(Object.entries(outputs).map(([name, value]) => [name, String(value)]));
}

/** The name of a video is only in `videos`. */
function pickDeclared({ name: _, ...outputs }: ReturnType<typeof describe>) {
  return outputs;
}

function newCreditsOf({ isAlreadyPaid, plan }: VideoResult): number {
  return isAlreadyPaid === true ? 0 : plan.credits;
}

/** Dollars are rounded to a hundredth of a cent, so no 0.30000000000000004 shows. */
function sum(numbers: readonly number[]): number {
  return Math.round(numbers.reduce((total, number) => total + number, 0) * 10_000) / 10_000;
}

/** Every output, so no condition of a workflow meets one that is missing. */
export const emptyOutputs = {
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
  'video-paths': '',
  videos: '[]',
} as const;

/** The signed URL is left out: it is only in the output made for it. */
function describe(result: VideoResult, isOver: boolean) {
  const { assetUrl, file, plan, status, taskId } = result;
  return {
    name: plan.name ?? '',
    status,
    'video-path': file === undefined ? '' : plan.path,
    'asset-url': assetUrl ?? '',
    sha256: file?.sha256 ?? '',
    'task-id': taskId ?? '',
    credits: spentCredits(result),
    'estimated-credits': plan.credits,
    'cost-usd': costUsd(result, isOver),
    fingerprint: plan.fingerprint,
  } as const;
}

/** What it will cost while it is planned, and what it did cost from then on. */
function costUsd(result: VideoResult, isOver: boolean): number {
  const { isAlreadyPaid, plan, status } = result;
  if (status === 'planned' && !isOver) return isAlreadyPaid === true ? 0 : plan.approximateUsd;
  return approximateUsd(spentCredits(result), plan.usdPerCredit);
}
