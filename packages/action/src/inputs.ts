import type { InputFault } from './invalid-inputs-error.ts';
import { parseListInput } from './list-input.ts';

/** The inputs of action.yml in the Action's own terms. */
export interface ActionInputs {
  /** Empty when it is not given. */
  readonly apiKey: string;
  readonly baseUrl: string;
  /** What core's `parseVideoRequest` takes; not checked yet. */
  readonly video: Readonly<Record<string, unknown>>;
  readonly maxCredits: number | undefined;
  readonly isDryRun: boolean;
  readonly timeoutMinutes: number;
  readonly outputDirectory: string;
  /** A task that was paid before, to go on with. */
  readonly taskId: string | undefined;
}

/**
 * Reads all inputs. What cannot be read comes back as faults, all at once; the rules of a video
 * are core's to check.
 */
export function readInputs(readInput: (name: string) => string): {
  readonly inputs: ActionInputs;
  readonly faults: readonly InputFault[];
} {
  const faults: InputFault[] = [];
  const read: Reader = {
    text: (name) => readInput(name) || undefined,
    complain: (input, message) => faults.push({ input, message }),
  };
  const inputs: ActionInputs = {
    apiKey: read.text('api-key') ?? '',
    baseUrl: read.text('base-url') ?? 'https://apiin.one',
    video: readVideo(read),
    maxCredits: readMaxCredits(read),
    isDryRun: readDryRun(read),
    timeoutMinutes: readTimeoutMinutes(read),
    outputDirectory: readOutputDirectory(read),
    taskId: read.text('task-id'),
  };
  return { inputs, faults };
}

interface Reader {
  /** The value of an input; undefined when it is empty. */
  text(name: string): string | undefined;
  complain(input: string, message: string): void;
}

function readVideo(read: Reader): ActionInputs['video'] {
  const fields = {
    prompt: read.text('prompt'),
    image: read.text('image'),
    mode: read.text('mode'),
    duration: asNumber(read.text('duration')),
    aspectRatio: read.text('aspect-ratio'),
    sound: asBoolean(read.text('sound')),
    shots: readList(read, 'shots'),
    elements: readList(read, 'elements'),
  };
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));
}

function readList(read: Reader, name: string): unknown {
  const text = read.text(name);
  if (text === undefined) return undefined;
  const list = parseListInput(text);
  if (list.fault === undefined) return list.value;
  read.complain(name, list.fault);
  // The text stands for itself: core says nothing of missing shots then.
  return text;
}

function readMaxCredits(read: Reader): number | undefined {
  const text = read.text('max-credits');
  if (text === undefined || /^\d{1,9}$/.test(text)) return asWholeNumber(text);
  read.complain('max-credits', `Give a whole number of credits, such as 600; it is "${text}".`);
  return undefined;
}

function readDryRun(read: Reader): boolean {
  const value = asBoolean(read.text('dry-run'));
  if (typeof value === 'boolean' || value === undefined) return value ?? false;
  read.complain('dry-run', `Give true or false; it is "${value}".`);
  // Whatever was meant, nothing is spent on it.
  return true;
}

const longestTimeoutMinutes = 24 * 60;

function readTimeoutMinutes(read: Reader): number {
  const text = read.text('timeout-minutes') ?? '30';
  const minutes = Number(text);
  if (minutes > 0 && minutes <= longestTimeoutMinutes) return minutes;
  const range = `above 0, at most ${longestTimeoutMinutes}`;
  read.complain('timeout-minutes', `Give a number of minutes ${range}; it is "${text}".`);
  return 30;
}

function readOutputDirectory(read: Reader): string {
  const directory = read.text('output-directory') ?? 'renders';
  if (/\p{Cc}/u.test(directory)) {
    read.complain('output-directory', 'Give one path, without line breaks.');
  }
  return directory;
}

function asWholeNumber(text: string | undefined): number | undefined {
  return text === undefined ? undefined : Number(text);
}

/** A number where it is one; else the text, which core will quote when it complains. */
function asNumber(text: string | undefined): number | string | undefined {
  return text !== undefined && /^[+-]?\d+(\.\d+)?$/.test(text) ? Number(text) : text;
}

/** The booleans of YAML 1.2, as @actions/core reads them; else the text. */
function asBoolean(text: string | undefined): boolean | string | undefined {
  if (text !== undefined && /^(true|True|TRUE)$/.test(text)) return true;
  if (text !== undefined && /^(false|False|FALSE)$/.test(text)) return false;
  return text;
}
