/** A mapping of a file nobody has checked yet. */
export type UncheckedRecord = Readonly<Record<string, unknown>>;

/** The value as a mapping; undefined if it is none. */
export function asRecord(value: unknown): UncheckedRecord | undefined {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined;
  return Object.fromEntries(Object.entries(value));
}

export function withoutKeys(record: UncheckedRecord, keys: readonly string[]): UncheckedRecord {
  return Object.fromEntries(Object.entries(record).filter(([key]) => !keys.includes(key)));
}
