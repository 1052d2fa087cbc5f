import type { GenerationRequest } from '../validation/fields.ts';
import type { Ending } from './task.ts';

/** Decides by a mark in the prompt, such as `[[fail]]`, how its task ends. */
export function planEnding(request: Pick<GenerationRequest, 'prompt' | 'multi_prompt'>): Plan {
  const shots = request.multi_prompt ?? [];
  const text = [request.prompt ?? '', ...shots.map((shot) => shot.prompt)].join('\n');
  const neverEnds = text.includes('[[stuck]]');
  const mark = Object.entries(promptMarks).find(([name]) => text.includes(`[[${name}]]`));
  return { ending: mark?.[1] ?? { status: 'succeeded' }, neverEnds };
}

interface Plan {
  readonly ending: Ending;
  readonly neverEnds: boolean;
}

const promptMarks: Readonly<Record<string, Ending>> = {
  fail: { status: 'failed', code: 500, message: 'Video generation failed, please try again later' },
  nsfw: {
    status: 'failed',
    code: 1301,
    message: 'The prompt was rejected by the content policy; change the prompt',
  },
  image: {
    status: 'failed',
    code: 400,
    message: 'Failed to fetch the input image: check the image URL and its dimensions',
  },
  cancel: { status: 'cancelled', code: 499, message: 'The task was cancelled' },
};
