import { z } from 'zod/v4';
import { generationFields } from './fields.ts';

/**
 * Finds the issues between fields: fields that need, exclude or must agree with each other. An
 * invalid field counts as absent here, so no issue hides another one.
 */
export function findConflicts(body: unknown, strictness: Strictness): readonly FieldIssue[] {
  const parsed = readableSchema.safeParse(body);
  if (!parsed.success) return [];
  const request = parsed.data;
  const hasField = (name: string) => Object.hasOwn(Object(body), name);
  return [
    ...findPromptConflicts(request, hasField),
    ...findShotConflicts(request, hasField),
    ...findElementConflicts(request, hasField, strictness),
  ];
}

const readableSchema = z.object({
  prompt: generationFields.prompt.catch(undefined),
  duration: generationFields.duration.optional().catch(undefined),
  multi_shots: generationFields.multi_shots.catch(false),
  multi_prompt: generationFields.multi_prompt.catch(undefined),
  kling_elements: generationFields.kling_elements.catch(undefined),
});

type Readable = z.infer<typeof readableSchema>;
type HasField = (name: string) => boolean;

export interface Strictness {
  /** Whether elements without a first-frame `image` are refused: one client saw a 422 for them. */
  readonly elementsNeedImage: boolean;
}

export interface FieldIssue {
  /** The field, such as `multi_prompt[0].duration`; empty for the whole body. */
  readonly path: string;
  readonly message: string;
}

function findPromptConflicts(request: Readable, hasField: HasField): readonly FieldIssue[] {
  if (request.multi_shots && hasField('prompt')) {
    return [{ path: 'prompt', message: 'must be left out when multi_shots is true' }];
  }
  if (!request.multi_shots && !hasField('prompt')) {
    return [{ path: 'prompt', message: 'is required unless multi_shots is true' }];
  }
  return [];
}

function findShotConflicts(request: Readable, hasField: HasField): readonly FieldIssue[] {
  if (request.multi_shots && !hasField('multi_prompt')) {
    return [{ path: 'multi_prompt', message: 'is required when multi_shots is true' }];
  }
  if (!request.multi_shots && hasField('multi_prompt')) {
    return [{ path: 'multi_prompt', message: 'is taken only when multi_shots is true' }];
  }
  if (request.multi_prompt === undefined || request.duration === undefined) return [];
  const sumSeconds = request.multi_prompt.reduce((sum, shot) => sum + shot.duration, 0);
  if (sumSeconds === request.duration) return [];
  return [
    {
      path: 'multi_prompt',
      message: `has shots of ${sumSeconds} s in all, but duration is ${request.duration}`,
    },
  ];
}

function findElementConflicts(
  request: Readable,
  hasField: HasField,
  strictness: Strictness,
): readonly FieldIssue[] {
  if (request.kling_elements === undefined) return [];
  const defined = new Set(request.kling_elements.map((element) => element.name));
  const missingImage = strictness.elementsNeedImage && !hasField('image');
  return [
    ...listPrompts(request).flatMap(({ path, text }) =>
      listMentions(text)
        .filter((name) => !defined.has(name))
        .map((name) => ({ path, message: `mentions @${name}, which no element defines` })),
    ),
    ...(missingImage ? [{ path: 'kling_elements', message: 'needs a first-frame image' }] : []),
  ];
}

function listPrompts(request: Readable): readonly { path: string; text: string }[] {
  const shots = request.multi_prompt ?? [];
  return [
    ...(request.prompt === undefined ? [] : [{ path: 'prompt', text: request.prompt }]),
    ...shots.map((shot, index) => ({ path: `multi_prompt[${index}].prompt`, text: shot.prompt })),
  ];
}

/** `@name`, but not the middle of an e-mail address. */
function listMentions(text: string): readonly string[] {
  return [...new Set([...text.matchAll(/(?<!\w)@(\w+)/g)].map((match) => match[1] ?? ''))];
}
