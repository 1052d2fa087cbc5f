import type { GenerationRequest } from './validation/fields.ts';

/** Returns the price of a video: its duration times the credits per second for mode and sound. */
export function priceInCredits(
  request: Pick<GenerationRequest, 'mode' | 'sound' | 'duration'>,
): number {
  const perSecond = creditsPerSecond[request.mode];
  return (request.sound ? perSecond.withSound : perSecond.silent) * request.duration;
}

/** From the model's page: apiin.one/zh/model/kling-3. */
const creditsPerSecond = {
  std: { silent: 40, withSound: 60 },
  pro: { silent: 54, withSound: 80 },
} as const;
