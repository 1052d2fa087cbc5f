import type { GenerationRequest } from './validation/fields.ts';

/** Tells what a video costs: credits per second by mode and sound, times its seconds. */
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
