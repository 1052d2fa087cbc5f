import { cut } from '../errors/redaction.ts';
import { isObject, member, textOf } from './json.ts';

/** The longest message; what is cut to this length never keeps a pattern busy. */
const longestMessage = 4096;

/** How many entries of a list of errors are shown. */
const mostEntries = 5;

/** Errors within errors within a list: no API goes deeper. */
const deepest = 4;

/** Messages of a success. */
const wellWords = /^(0|20\d|ok|succe(ss|ed|eded|ssful)|.{0,8}成功)[.!！。]?$/i;

/** Where an object has its message. */
const messageKeys = [
  'message',
  'msg',
  'error_message',
  'errorMessage',
  'detail',
  'raw_message',
  'reason',
  'error',
  'errors',
] as const;
/** Where an entry of a list names its subject. */
const subjectKeys: readonly string[] = ['loc', 'path', 'field'];

/**
 * Reads the message in a value of any shape: text, a list of texts or of objects, an object with a
 * message, or lists of messages by field. Undefined when it has none, or only
 * that of a success, or a link.
 */
export function messageIn(value: unknown): string | undefined {
  const message = messageAt(value, 0);
  return message === undefined ? undefined : cut(message, longestMessage);
}

function messageAt(value: unknown, depth: number): string | undefined {
  if (depth > deepest) return undefined;
  if (Array.isArray(value)) {
    const entries = value.slice(0, mostEntries);
    return joined(entries.map((entry) => about(subjectOf(entry), messageAt(entry, depth + 1))));
  }
  return isObject(value) ? messageOfObject(value, depth) : messageOfText(textOf(value));
}

function messageOfObject(value: object, depth: number): string | undefined {
  for (const key of messageKeys) {
    const message = messageAt(member(value, key), depth + 1);
    if (message !== undefined) return message;
  }
  const fields = Object.keys(value).filter(
    (key) => !subjectKeys.includes(key) && Array.isArray(member(value, key)),
  );
  return joined(
    fields
      .slice(0, mostEntries)
      .map((field) => about(field, messageAt(member(value, field), depth + 1))),
  );
}

function messageOfText(text: string | undefined): string | undefined {
  if (text === undefined) return undefined;
  const message = cut(text, longestMessage);
  return wellWords.test(message) || /^https?:\/\/\S*$/i.test(message) ? undefined : message;
}

/** What an entry of a list is about: `["body", "duration"]` means the field `duration`. */
function subjectOf(entry: unknown): string | undefined {
  const path = subjectKeys.map((key) => member(entry, key)).find((value) => value !== undefined);
  const steps = (Array.isArray(path) ? path.slice(0, mostEntries) : [path]).map(textOf);
  const subject = steps.filter((step) => step !== undefined && step !== 'body').join('.');
  return /^[\w.-]{1,80}$/.test(subject) ? subject : undefined;
}

function about(subject: string | undefined, message: string | undefined): string | undefined {
  return subject === undefined || message === undefined ? message : `${subject}: ${message}`;
}

function joined(messages: readonly (string | undefined)[]): string | undefined {
  const texts = messages.filter((message) => message !== undefined);
  return texts.length === 0 ? undefined : texts.join('; ');
}
