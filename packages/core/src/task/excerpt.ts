import { redact } from '../errors/redaction.ts';

/**
 * The beginning of a body in one line and without secrets, for a person to read when nothing else
 * explains what went wrong. Takes a body's text or what was parsed from it, and never throws.
 *
 * @param maximumCharacters @default 300
 */
export function excerptOf(body: unknown, maximumCharacters = 300): string {
  try {
    return redact(typeof body === 'string' ? body : JSON.stringify(body), maximumCharacters);
  } catch {
    // What is nested too deeply, and what is no JSON, has no text.
    return '';
  }
}
