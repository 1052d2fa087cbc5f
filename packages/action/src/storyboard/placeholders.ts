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
 * Fills in `{{ name }}` and `{{ name | limit 500 }}`; `{{{{` is a pair of braces. What is filled in
 * is text and nothing else: braces within it are not looked at again.
 */
export function fillPlaceholders(
  text: string,
  values: PlaceholderValues,
): { readonly text: string; readonly issues: readonly PlaceholderIssue[] } {
  const issues: PlaceholderIssue[] = [];
  const filled = text.replaceAll(
    /\{\{\{\{|(\$?)\{\{([^{}]*)\}\}|\{\{/g,
    (written, dollar: string | undefined, inside: string | undefined) => {
      if (written === '{{{{') return '{{';
      const result = dollar === '$' ? explainExpression : lookUp(inside?.trim(), values);
      if (result.message !== undefined) issues.push({ text: written, message: result.message });
      return result.value ?? written;
    },
  );
  return { text: filled, issues };
}

interface Found {
  readonly value?: string;
  readonly message?: string;
}

const explainExpression: Found = {
  message: `GitHub fills in \${{ }} in workflow files only: pass the value in vars, and write {{ vars.name }}.`,
};

function lookUp(inside: string | undefined, values: PlaceholderValues): Found {
  if (inside === undefined) {
    return { message: 'This {{ is not closed by }}. For the braces themselves, write {{{{.' };
  }
  const [, name = inside, limit] = /^([^|]*?)\s*\|\s*limit\s+(\d{1,4})$/.exec(inside) ?? [];
  if (!values.has(name)) return { message: explainUnknown(name, values) };
  const value = values.get(name);
  if (value === undefined) return { message: `This run has no ${name}. Use when to leave it out.` };
  return { value: limit === undefined ? value : [...value].slice(0, Number(limit)).join('') };
}

function explainUnknown(name: string, values: PlaceholderValues): string {
  if (name.includes('|')) {
    return `"${name}" is not a placeholder. After | only limit and a number are possible, such as {{ release.body | limit 500 }}.`;
  }
  return `There is no placeholder "${name}". ${suggestName(name, [...values.keys()])}`;
}
