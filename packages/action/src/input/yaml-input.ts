import { parseDocument } from 'yaml';
import { withProgramNames } from './input-names.ts';

/**
 * Reads an input that holds YAML, of which JSON is a part. Kebab-case keys (`image-urls`) become
 * the names that core has (`imageUrls`).
 */
export function parseListInput(text: string): ListInput {
  const input = parseYamlInput(text, 'a list');
  return input.issue === undefined ? { value: withProgramNames(input.value) } : input;
}

export type ListInput =
  | { readonly value: unknown; readonly issue?: undefined }
  | { readonly issue: string };

/** Reads the input `vars`: a mapping of names to texts, numbers and booleans. */
export function parseVars(text: string): {
  readonly vars: Readonly<Record<string, string>>;
  readonly issue?: string | undefined;
} {
  if (text === '') return { vars: {} };
  const input = parseYamlInput(text, 'a mapping');
  if (input.issue !== undefined) return { vars: {}, issue: input.issue };
  const { value } = input;
  const entries = typeof value === 'object' && value !== null ? Object.entries(value) : [];
  const isSound = entries.every(
    ([name, part]) =>
      /^[\w.-]+$/.test(name) && ['string', 'number', 'boolean'].includes(typeof part),
  );
  if (Array.isArray(value) || entries.length === 0 || !isSound) {
    return { vars: {}, issue: 'Give names and values, one a line, such as `language: de`.' };
  }
  return { vars: Object.fromEntries(entries.map(([name, part]) => [name, String(part)])) };
}

function parseYamlInput(text: string, what: string): ListInput {
  // The log level keeps yaml from warning on stderr, past the safe log.
  const document = parseDocument(text, { logLevel: 'error', prettyErrors: true });
  const [error] = document.errors;
  if (error !== undefined) {
    const [start] = error.linePos ?? [];
    const place = start === undefined ? '' : `, line ${start.line}, column ${start.col}`;
    const [reason = ''] = error.message.split(/ at line \d/);
    return { issue: `It is neither YAML nor JSON${place}: ${reason}.` };
  }
  try {
    return { value: document.toJS() };
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return { issue: `It cannot be read as ${what}: ${reason}.` };
  }
}
