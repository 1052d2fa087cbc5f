import { type VideoField, videoFields } from '@kling-automation/core';
import type { InputIssue } from './invalid-inputs-error.ts';
import { type OncePer, oncePerChoices } from './period.ts';
import { parseListInput, parseVars } from './yaml-input.ts';

/** The inputs of action.yml in the Action's own terms. */
export interface ActionInputs {
  /** Empty when it is not given. */
  readonly apiKey: string;
  readonly baseUrl: string;
  /** What core's `parseVideoRequest` takes; not checked yet. */
  readonly video: Readonly<Record<string, unknown>>;
  /** A file of many videos, in place of the one above. */
  readonly storyboard: string | undefined;
  readonly vars: Readonly<Record<string, string>>;
  readonly maxCredits: number | undefined;
  readonly usdPerCredit: number;
  readonly isDryRun: boolean;
  readonly oncePer: OncePer;
  /** Whether the step waits for its videos; else it submits them, and a later run collects them. */
  readonly isWaiting: boolean;
  readonly timeoutMinutes: number;
  readonly concurrency: number;
  readonly outputDirectory: string;
  /** A paid task to resume; `none` states that there is no such task. */
  readonly taskId: string | undefined;
  /** `auto`, a tag, or empty. */
  readonly release: string;
  readonly comment: (typeof commentChoices)[number];
  /** Empty when it is not given. */
  readonly githubToken: string;
}

const commentChoices = ['auto', 'true', 'false'] as const;

/**
 * Reads all inputs. What cannot be read comes back as issues, all at once; the rules of a video
 * are core's to check.
 */
export function readInputs(readInput: (name: string) => string): {
  readonly inputs: ActionInputs;
  readonly issues: readonly InputIssue[];
} {
  const issues: InputIssue[] = [];
  const read: Reader = {
    text: (name) => readInput(name) || undefined,
    addIssue: (input, message) => issues.push({ input, message }),
  };
  const inputs: ActionInputs = {
    apiKey: read.text('api-key') ?? '',
    baseUrl: read.text('base-url') ?? 'https://apiin.one',
    video: readVideo(read),
    storyboard: read.text('storyboard'),
    vars: readVars(read),
    maxCredits: readMaxCredits(read),
    usdPerCredit: readNumber(read, 'usd-per-credit', { least: 0, most: 1000, otherwise: 0.01 }),
    // Whatever was meant, nothing is spent on it.
    isDryRun: readBoolean(read, 'dry-run', { otherwise: false, unclear: true }),
    oncePer: readChoice(read, 'once-per', oncePerChoices),
    isWaiting: readBoolean(read, 'wait', { otherwise: true, unclear: true }),
    timeoutMinutes: readTimeoutMinutes(read),
    concurrency: readConcurrency(read),
    outputDirectory: readOutputDirectory(read),
    taskId: read.text('task-id'),
    release: read.text('release') ?? '',
    comment: readChoice(read, 'comment', commentChoices),
    githubToken: read.text('github-token') ?? '',
  };
  if (inputs.storyboard !== undefined) refuseBesideStoryboard(read);
  return { inputs, issues };
}

interface Reader {
  /** The value of an input; undefined when it is empty. */
  text(name: string): string | undefined;
  addIssue(input: string, message: string): void;
}

const requestFields: Readonly<Record<string, VideoField>> = videoFields;

/** The inputs of the request as they are written; core reads text in any usual form. */
function readVideo(read: Reader): ActionInputs['video'] {
  const values = Object.entries(requestFields).flatMap(([name, { entries, inputName }]) => {
    if (inputName === undefined) return [];
    const value = entries === undefined ? read.text(inputName) : readList(read, inputName);
    return value === undefined ? [] : [[name, value]];
  });
  return Object.fromEntries(values);
}

function readList(read: Reader, name: string): unknown {
  const text = read.text(name);
  if (text === undefined) return undefined;
  const list = parseListInput(text);
  if (list.issue === undefined) return list.value;
  read.addIssue(name, list.issue);
  // With the text in its place, core does not report missing shots.
  return text;
}

function readMaxCredits(read: Reader): number | undefined {
  const text = read.text('max-credits');
  if (text === undefined || /^\d{1,9}$/.test(text)) return asWholeNumber(text);
  read.addIssue('max-credits', `Give a whole number of credits, such as 600; it is "${text}".`);
  return undefined;
}

function readBoolean(
  read: Reader,
  name: string,
  { otherwise, unclear }: { readonly otherwise: boolean; readonly unclear: boolean },
): boolean {
  const value = asBoolean(read.text(name));
  if (typeof value === 'boolean' || value === undefined) return value ?? otherwise;
  read.addIssue(name, `Give true or false; it is "${value}".`);
  return unclear;
}

function readChoice<const Choice extends string>(
  read: Reader,
  name: string,
  choices: readonly [Choice, ...Choice[]],
): Choice {
  const text = read.text(name) ?? choices[0];
  const choice = choices.find((known) => known === text);
  if (choice === undefined) read.addIssue(name, `Choose ${choices.join(', ')}; it is "${text}".`);
  return choice ?? choices[0];
}

function readNumber(
  read: Reader,
  name: string,
  { least, most, otherwise }: { least: number; most: number; otherwise: number },
): number {
  const text = read.text(name) ?? String(otherwise);
  const number = Number(text);
  if (number > least && number <= most) return number;
  read.addIssue(name, `Give a number above ${least}, at most ${most}; it is "${text}".`);
  return otherwise;
}

const longestTimeoutMinutes = 24 * 60;

function readTimeoutMinutes(read: Reader): number {
  const text = read.text('timeout-minutes') ?? '30';
  const minutes = Number(text);
  if (minutes > 0 && minutes <= longestTimeoutMinutes) return minutes;
  const range = `above 0, at most ${longestTimeoutMinutes}`;
  read.addIssue('timeout-minutes', `Give a number of minutes ${range}; it is "${text}".`);
  return 30;
}

function readConcurrency(read: Reader): number {
  const text = read.text('concurrency') ?? '3';
  if (/^([1-9]|1\d|20)$/.test(text)) return Number(text);
  read.addIssue('concurrency', `Give a whole number from 1 to 20; it is "${text}".`);
  return 3;
}

function readVars(read: Reader): Readonly<Record<string, string>> {
  const { issue, vars } = parseVars(read.text('vars') ?? '');
  if (issue !== undefined) read.addIssue('vars', issue);
  return vars;
}

/** What a storyboard has for each video; mode and sound always have a value here. */
function refuseBesideStoryboard(read: Reader): void {
  const inputs = [...Object.values(requestFields).map(({ inputName }) => inputName), 'task-id'];
  for (const name of inputs) {
    if (name === undefined || name === 'mode' || name === 'sound') continue;
    if (read.text(name) === undefined) continue;
    read.addIssue(name, 'Leave it out, or give it to the videos of the storyboard.');
  }
}

function readOutputDirectory(read: Reader): string {
  const directory = read.text('output-directory') ?? 'renders';
  if (/\p{Cc}/u.test(directory)) {
    read.addIssue('output-directory', 'Give one path, without line breaks.');
  }
  return directory;
}

function asWholeNumber(text: string | undefined): number | undefined {
  return text === undefined ? undefined : Number(text);
}

/** The booleans of YAML 1.2, as @actions/core reads them; else the text. */
function asBoolean(text: string | undefined): boolean | string | undefined {
  if (text !== undefined && /^(true|True|TRUE)$/.test(text)) return true;
  if (text !== undefined && /^(false|False|FALSE)$/.test(text)) return false;
  return text;
}
