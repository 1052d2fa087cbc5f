import { fillPlaceholders, type PlaceholderIssue, type PlaceholderValues } from './placeholders.ts';

/** Whether a video is for this run, and what is wrong with its `when`. */
export interface Decision {
  /** True with issues: they stop the run, and the rest of the video is checked, too. */
  readonly holds: boolean;
  readonly issues: readonly PlaceholderIssue[];
}

/**
 * Decides `when`: true, false, one placeholder whose value is true, false or empty, or one
 * comparison by `==` or `!=`. Anything else is an issue, because a guess could pay for a video that
 * nobody wanted. The comparison is read before anything is filled in, so no text of an event can be
 * taken for one. What the event does not have is empty here.
 */
export function decideCondition(condition: unknown, values: PlaceholderValues): Decision {
  if (condition === undefined) return { holds: true, issues: [] };
  if (typeof condition === 'boolean') return { holds: condition, issues: [] };
  // The schema reports what is neither.
  if (typeof condition !== 'string') return { holds: true, issues: [] };

  const text = condition.trim();
  const known = new Map([...values].map(([name, value = '']) => [name, value]));
  // The same length as the text, but without anything that a placeholder has in it.
  const outline = text.replaceAll(/\{\{[^{}]*\}\}/g, ({ length }) => '\u0001'.repeat(length));
  const [, left, operator, right] = /^([^=!<>&|]+?)\s*(==|!=)\s*([^=!<>&|]+)$/.exec(
    outline.replaceAll(/'[^']*'|"[^"]*"/g, ({ length }) => '\u0002'.repeat(length)),
  ) ?? [text, undefined, undefined, undefined];
  if (left !== undefined && operator !== undefined && right !== undefined) {
    return compare(text.slice(0, left.length), operator, text.slice(-right.length), known);
  }
  // biome-ignore lint/suspicious/noControlCharactersInRegex: it is the mark of a placeholder above.
  return /^(\u0001+)$/.test(outline) ? decideByValue(text, known) : decideByText(text);
}

function compare(
  left: string,
  operator: string,
  right: string,
  values: PlaceholderValues,
): Decision {
  const sides = [left, right].map((side) => fillPlaceholders(withoutQuotes(side.trim()), values));
  const [first, second] = sides.map((side) => side.text.trim());
  return {
    holds: (first === second) === (operator === '=='),
    issues: sides.flatMap(({ issues }) => issues),
  };
}

function withoutQuotes(text: string): string {
  return /^(["'])(.*)\1$/s.exec(text)?.[2] ?? text;
}

function decideByValue(placeholder: string, values: PlaceholderValues): Decision {
  const { issues, text } = fillPlaceholders(placeholder, values);
  if (issues.length > 0) return { holds: true, issues };
  const value = text.trim();
  const known = readBoolean(value === '' ? 'false' : value);
  if (known !== undefined) return { holds: known, issues: [] };
  const shown = [...value].slice(0, 60).join('');
  const message = `It is "${shown}", which is neither true nor false. Compare it: ${placeholder} == text, or ${placeholder} != '' for any text.`;
  return { holds: true, issues: [{ text: placeholder, message }] };
}

function decideByText(text: string): Decision {
  const known = readBoolean(text);
  if (known !== undefined) return { holds: known, issues: [] };
  return { holds: true, issues: [{ text, message: explain(text) }] };
}

function readBoolean(text: string): boolean | undefined {
  const word = text.toLowerCase();
  return word === 'true' || word === 'false' ? word === 'true' : undefined;
}

function explain(text: string): string {
  const grammar =
    'Give true, false, one placeholder, or one comparison such as {{ event }} == release';
  const word = text.toLowerCase();
  if (['no', 'off', '0', 'n'].includes(word)) return `"${text}" is a text here. Write false.`;
  if (['yes', 'on', '1', 'y'].includes(word)) return `"${text}" is a text here. Write true.`;
  if (text.includes(`\${{`)) {
    return `${grammar}. GitHub fills in \${{ }} in workflow files only: pass the value in vars.`;
  }
  if (/&&|\|\|/.test(text)) {
    return `${grammar}. Only one comparison is possible: decide in the workflow, and pass the result in vars.`;
  }
  if (/[^=!<>]=[^=]/.test(text)) return `${grammar}. A comparison is written ==.`;
  return `${grammar}. Texts with = ! < > & or | need quotes.`;
}
