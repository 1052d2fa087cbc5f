import { parseDocument } from 'yaml';
import { withProgramNames } from './input-names.ts';
import { explainYamlError } from './yaml-error.ts';

/**
 * Reads an input that holds YAML, of which JSON is a part. Kebab-case keys (`image-urls`) become
 * the names that core has (`imageUrls`).
 */
export function parseListInput(text: string): ListInput {
  const input = parseYamlInput(text);
  return input.issue === undefined ? { value: withProgramNames(input.value) } : input;
}

export type ListInput =
  | { readonly value: unknown; readonly issue?: undefined }
  | { readonly issue: string };

function parseYamlInput(text: string): ListInput {
  // The log level keeps yaml from warning on stderr, past the safe log.
  const document = parseDocument(text, { logLevel: 'error', prettyErrors: true });
  const [error] = document.errors;
  if (error !== undefined) {
    const [start] = error.linePos ?? [];
    const place = start === undefined ? '' : `, line ${start.line}, column ${start.col}`;
    return { issue: `It is neither YAML nor JSON${place}: ${explainYamlError(error, text)}` };
  }
  try {
    return { value: document.toJS() };
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return { issue: `It cannot be read as a list: ${reason}.` };
  }
}
