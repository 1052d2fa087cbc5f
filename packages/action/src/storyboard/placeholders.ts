import { suggestName } from '@kling-automation/core';

/** The values of placeholders; undefined if the name is known and this run has no such thing. */
export type PlaceholderValues = ReadonlyMap<string, string | undefined>;

/** A placeholder that cannot be filled in. */
export interface PlaceholderIssue {
  /** As it is in the file, braces and all. */
  readonly text: string;
  readonly message: string;
}

/**
 * Fills in `{{ name }}` and `{{ name | limit 500 }}`. What is filled in is text and nothing else:
 * braces within it are not looked at again.
 */
export function fillPlaceholders(
  text: string,
  values: PlaceholderValues,
): { readonly text: string; readonly issues: readonly PlaceholderIssue[] } {
  const issues: PlaceholderIssue[] = [];
  const filled = text.replaceAll(/\{\{([^{}]*)\}\}/g, (placeholder, inside: string) => {
    const result = lookUp(inside.trim(), values);
    if (result.message !== undefined) issues.push({ text: placeholder, message: result.message });
    return result.value ?? placeholder;
  });
  return { text: filled, issues };
}

function lookUp(
  inside: string,
  values: PlaceholderValues,
): { readonly value?: string; readonly message?: string } {
  const [, name = inside, limit] = /^([^|]*?)\s*\|\s*limit\s+(\d{1,4})$/.exec(inside) ?? [];
  if (!values.has(name)) return { message: explainUnknown(name, values) };
  const value = values.get(name);
  if (value === undefined) return { message: `This run has no ${name}. Use when to leave it out.` };
  return { value: limit === undefined ? value : [...value].slice(0, Number(limit)).join('') };
}

function explainUnknown(name: string, values: PlaceholderValues): string {
  return `There is no placeholder "${name}". ${suggestName(name, [...values.keys()])}`;
}
