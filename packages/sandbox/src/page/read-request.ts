import { generationRequestSchema } from '../validation/fields.ts';

/** What a card says of a request. */
export interface ShownRequest {
  readonly prompt: string;
  readonly mode: string;
  readonly seconds: number;
  readonly aspectRatio: string;
  readonly hasSound: boolean;
}

/** Only requests that were taken become tasks, so the body that was sent can be read again. */
export function readRequest(sent: unknown): ShownRequest {
  const request = generationRequestSchema.parse(sent);
  const shots = request.multi_prompt ?? [];
  const spokenShots = shots.map((shot) => `${shot.prompt} (${shot.duration} s)`).join(' → ');
  return {
    prompt: request.prompt ?? spokenShots,
    mode: request.mode,
    seconds: request.duration,
    aspectRatio: request.aspect_ratio,
    hasSound: request.sound,
  };
}
