import { parseDocument } from 'yaml';

/**
 * Reads an input that holds YAML, of which JSON is a part. Kebab-case keys (`image-urls`) become
 * the names core knows (`imageUrls`).
 */
export function parseListInput(text: string): ListInput {
  // The log level keeps yaml from warning on stderr, past the safe log.
  const document = parseDocument(text, { logLevel: 'error', prettyErrors: true });
  const [error] = document.errors;
  if (error !== undefined) {
    const [start] = error.linePos ?? [];
    const place = start === undefined ? '' : `, line ${start.line}, column ${start.col}`;
    const [reason = ''] = error.message.split(/ at line \d/);
    return { fault: `It is neither YAML nor JSON${place}: ${reason}.` };
  }
  try {
    return { value: withCamelCaseKeys(document.toJS()) };
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return { fault: `It cannot be read as a list: ${reason}.` };
  }
}

export type ListInput =
  | { readonly value: unknown; readonly fault?: undefined }
  | { readonly fault: string };

function withCamelCaseKeys(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withCamelCaseKeys);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, part]) => [camelCase(key), withCamelCaseKeys(part)]),
  );
}

function camelCase(key: string): string {
  return key.replaceAll(/-([a-z])/g, (_match, letter: string) => letter.toUpperCase());
}
