import type { VideoRequest } from '../request/video-fields.ts';
import { creditsPerSecond, defaultUsdPerCredit } from './rates.ts';

/** What a video costs. */
export interface Estimate {
  /** Exact, a whole number. */
  readonly credits: number;
  /** `credits` × the rate in US dollars; approximate, because the rate is. */
  readonly approximateUsd: number;
}

/**
 * Computes what a video will cost, without any request.
 *
 * @param options.usdPerCredit dollars a credit. @default 0.01
 * @example
 * estimateCredits({ mode: 'pro', duration: 8, sound: false }); // { credits: 432, approximateUsd: 4.32 }
 */
export function estimateCredits(
  request: Pick<VideoRequest, 'mode' | 'duration' | 'sound'>,
  options: { readonly usdPerCredit?: number | undefined } = {},
): Estimate {
  const { usdPerCredit = defaultUsdPerCredit } = options;
  const { silent, withSound } = creditsPerSecond[request.mode];
  const credits = request.duration * (request.sound ? withSound : silent);
  return { credits, approximateUsd: approximateUsd(credits, usdPerCredit) };
}

/** Turns credits into dollars, rounded to a hundredth of a cent so no 0.30000000000000004 shows. */
export function approximateUsd(credits: number, usdPerCredit = defaultUsdPerCredit): number {
  return Math.round(credits * usdPerCredit * 10_000) / 10_000;
}
