import { isRecord } from './is-record.ts';
import { readJsonText } from './read-json-text.ts';
import { asGiven } from './read-values.ts';
import type { LooseReader, LooseReading, RequestFields } from './request-field.ts';

/** Reads each known field as tables and YAML give it; a blank one is left out. */
export function readFields(
  fields: RequestFields,
  values: Readonly<Record<string, unknown>>,
  reading: LooseReading,
): Readonly<Record<string, unknown>> {
  const read = Object.entries(values).flatMap(([name, given]) => {
    const field = Object.hasOwn(fields, name) ? fields[name] : undefined;
    // The strict rules refuse it, with the nearest name.
    if (field === undefined) return [[name, given]];
    const value = isBlank(given) ? undefined : field.readLoosely(given, below(reading, name));
    return isBlank(value) ? [] : [[name, value]];
  });
  return Object.fromEntries(read);
}

/** Whether a value means "not given": missing, null, an empty text or list, or only white space. */
export function isBlank(value: unknown): boolean {
  if (typeof value === 'string') return value.trim() === '';
  return value === undefined || value === null || (Array.isArray(value) && value.length === 0);
}

/** Reads a list of objects, one object, or JSON text of either. */
export function readEntries(fields: RequestFields): LooseReader {
  return (value, reading) => {
    const given = readJsonText(value, reading);
    const isOne = isRecord(given) && Object.keys(given).length > 0;
    return readList(isOne ? [given] : given, reading, (entry, at) => {
      const read = readJsonText(entry, at);
      return isRecord(read) ? readFields(fields, read, at) : read;
    });
  };
}

/** Reads a list of URLs, JSON text of it, or one text with URLs between white space or commas. */
export const readUrls: LooseReader = (value, reading) => {
  const given = readJsonText(value, reading);
  return readList(typeof given === 'string' ? splitUrls(given) : given, reading, asGiven);
};

/** A URL may hold commas: only one before the next URL, white space or the end separates. */
function splitUrls(text: string): readonly string[] {
  return text.split(/\s|[,;](?=https?:\/\/|[\s,;]|$)/i).filter((part) => part !== '');
}

function readList(list: unknown, reading: LooseReading, readEntry: LooseReader): unknown {
  if (!Array.isArray(list)) return list;
  const given = [...list.entries()].filter(([, entry]) => !isBlank(entry));
  const read = given.map(([index, entry]) => readEntry(entry, below(reading, index)));
  reading.indexes.set(
    read,
    given.map(([index]) => index),
  );
  return read;
}

function below(reading: LooseReading, key: string | number): LooseReading {
  return { ...reading, path: [...reading.path, key] };
}
