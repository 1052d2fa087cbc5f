import type { z } from 'zod/v4';
import { type FieldIssue, findConflicts, type Strictness } from './conflicts.ts';
import { type GenerationRequest, generationRequestSchema } from './fields.ts';

/** Validates a request body as strictly as the contract allows, and returns every issue at once. */
export function parseGenerationRequest(body: unknown, strictness: Strictness): ValidationResult {
  const parsed = generationRequestSchema.safeParse(body);
  const conflicts = findConflicts(body, strictness);
  if (parsed.success && conflicts.length === 0) return { isValid: true, request: parsed.data };
  const fieldIssues = parsed.success ? [] : parsed.error.issues.flatMap(describeIssue);
  return { isValid: false, issues: [...fieldIssues, ...conflicts] };
}

export type ValidationResult =
  | { readonly isValid: true; readonly request: GenerationRequest }
  | { readonly isValid: false; readonly issues: readonly FieldIssue[] };

function describeIssue(issue: z.core.$ZodIssue): readonly FieldIssue[] {
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => ({
      path: writePath([...issue.path, key]),
      message: 'is not a field that this API knows',
    }));
  }
  return [{ path: writePath(issue.path), message: issue.message }];
}

function writePath(path: readonly PropertyKey[]): string {
  return path
    .map((part) => (typeof part === 'number' ? `[${part}]` : `.${String(part)}`))
    .join('')
    .replace(/^\./, '');
}
