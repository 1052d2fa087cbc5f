import { generationRequestSchema } from '../validation/fields.ts';

/** What a card shows of a request. */
export interface ShownRequest {
  readonly prompt: string;
  readonly mode: string;
  readonly seconds: number;
  readonly aspectRatio: string;
  readonly hasSound: boolean;
}

/** Only valid requests become tasks, so the body that was sent can be parsed again. */
export function readRequest(sent: unknown): ShownRequest {
  const request = generationRequestSchema.parse(sent);
  const shots = request.multi_prompt ?? [];
  const shotTexts = shots.map((shot) => `${shot.prompt} (${shot.duration} s)`).join(' → ');
  return {
    prompt: request.prompt ?? shotTexts,
    mode: request.mode,
    seconds: request.duration,
    aspectRatio: request.aspect_ratio,
    hasSound: request.sound,
  };
}
