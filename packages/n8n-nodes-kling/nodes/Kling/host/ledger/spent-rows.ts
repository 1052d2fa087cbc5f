import type { DedupRows } from '../n8n-internals/dedup-rows.ts';

/** What an execution has spent, one number after the other, in n8n's database. */
export interface SpentRows {
  /** Reads the credits from one place on. */
  list(from: number): Promise<readonly number[]>;
  /** Adds credits at a place; false when another run has taken it. */
  add(place: number, credits: number): Promise<boolean>;
  /** Writes what the API really charged; once for each place. */
  correct(place: number, credits: number): Promise<void>;
}

/** Creates the list of one name on rows. */
export function createSpentRows(rows: DedupRows, name: string): SpentRows {
  const reserved = (place: number) => `spent ${place} of ${name}`;
  const charged = (place: number) => `charged ${place} of ${name}`;

  const read = async (place: number): Promise<number | undefined> =>
    (await readNumber(rows, charged(place))) ?? (await readNumber(rows, reserved(place)));

  return {
    async list(from) {
      const credits: number[] = [];
      for (let place = from; ; place += 1) {
        const next = await read(place);
        if (next === undefined) return credits;
        credits.push(next);
      }
    },
    add: (place, credits) => writeNumber(rows, reserved(place), credits),
    async correct(place, credits) {
      await writeNumber(rows, charged(place), credits);
    },
  };
}

/** A row holds at most so many strings less one; three of them reach 373,247. */
const base = 72;
const digitCount = 3;

/** Writes a whole number as three rows, the first of which only one writer can create. */
async function writeNumber(rows: DedupRows, name: string, value: number): Promise<boolean> {
  const whole = Math.min(Math.ceil(value), base ** digitCount - 1);
  const [first = 0, ...others] = digitsOf(whole);
  if (!(await rows.create(digitRow(name, 0), first + 1))) return false;
  await Promise.all(others.map((digit, at) => rows.create(digitRow(name, at + 1), digit + 1)));
  return true;
}

/** A digit that is missing, because n8n was killed, counts as the largest. */
async function readNumber(rows: DedupRows, name: string): Promise<number | undefined> {
  const first = await rows.size(digitRow(name, 0));
  if (first === 0) return undefined;
  const others = await Promise.all(
    Array.from({ length: digitCount - 1 }, (_, at) => rows.size(digitRow(name, at + 1))),
  );
  return [first, ...others].reduce((sum, size) => sum * base + (size || base) - 1, 0);
}

function digitsOf(value: number): readonly number[] {
  return Array.from(
    { length: digitCount },
    (_, at) => Math.floor(value / base ** (digitCount - 1 - at)) % base,
  );
}

function digitRow(name: string, at: number): string {
  return `digit ${at} of ${name}`;
}
