import { type VideoField, videoFields } from '@kling-automation/core';
import type { ActionHost } from '../runner/host.ts';
import { createInputReader, type InputReader } from './input-reader.ts';
import type { InputIssue } from './invalid-inputs-error.ts';
import { isTimezone, type OncePer, oncePerChoices } from './period.ts';
import { parseVars, type Variables } from './vars-input.ts';
import { parseListInput } from './yaml-input.ts';

/** The inputs of action.yml in the Action's own terms. */
export interface ActionInputs {
  readonly baseUrl: string;
  /** What core's `parseVideoRequest` takes; not checked yet. */
  readonly video: Readonly<Record<string, unknown>>;
  /** A file of many videos, in place of the one above. */
  readonly storyboard: string | undefined;
  readonly vars: Variables;
  readonly maxCredits: number | undefined;
  /** What all runs of the repository may spend in a calendar month, in UTC. */
  readonly maxCreditsPerMonth: number | undefined;
  readonly usdPerCredit: number;
  readonly isDryRun: boolean;
  readonly oncePer: OncePer;
  /** Makes the same content a new video; empty unless that is wanted. */
  readonly edition: string;
  /** The IANA zone of days, weeks, dates and schedules. */
  readonly timezone: string;
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
  /** The values of this job in a matrix, as JSON; empty outside of one. */
  readonly matrix: string;
  /** Empty when it is not given. */
  readonly githubToken: string;
}

const commentChoices = ['auto', 'true', 'false'] as const;

/** Reads all inputs, and reports all issues at once; core checks the rules of a video. */
export function readInputs(host: Pick<ActionHost, 'inputNames' | 'readInput'>): {
  readonly inputs: ActionInputs;
  /** For the transport and nothing else; empty when it is not given. */
  readonly apiKey: string;
  readonly issues: readonly InputIssue[];
  /** The inputs that action.yml does not have. */
  readonly unknownInputs: readonly InputIssue[];
} {
  const read = createInputReader(host);
  const apiKey = read.text('api-key') ?? '';
  const inputs: ActionInputs = {
    baseUrl: read.text('base-url') ?? 'https://apiin.one',
    video: readVideo(read),
    storyboard: read.text('storyboard'),
    vars: readVars(read),
    maxCredits: read.number('max-credits', creditsRule),
    maxCreditsPerMonth: read.number('max-credits-per-month', creditsRule),
    usdPerCredit: read.number('usd-per-credit', usdPerCreditRule) ?? 0.01,
    // Whatever was meant, nothing is spent on it.
    isDryRun: read.boolean('dry-run', { otherwise: false, unclear: true }),
    oncePer: read.choice('once-per', oncePerChoices),
    edition: readLine(read, 'edition') ?? '',
    timezone: readTimezone(read),
    isWaiting: read.boolean('wait', { otherwise: true, unclear: true }),
    timeoutMinutes: read.number('timeout-minutes', minutesRule) ?? 30,
    concurrency: read.number('concurrency', concurrencyRule) ?? 3,
    outputDirectory: readLine(read, 'output-directory') ?? 'renders',
    taskId: read.text('task-id'),
    release: read.text('release') ?? '',
    comment: read.choice('comment', commentChoices),
    matrix: read.text('matrix')?.replace(/^null$/, '') ?? '',
    githubToken: read.text('github-token') ?? '',
  };
  if (inputs.storyboard !== undefined) refuseBesideStoryboard(read);
  return { inputs, apiKey, issues: read.issues, unknownInputs: read.findUnknown() };
}

const creditsRule = {
  wanted: 'a whole number of credits, such as 600',
  isValid: Number.isInteger,
};
const usdPerCreditRule = {
  wanted: 'a number above 0, at most 1000',
  isValid: (dollars: number) => dollars > 0 && dollars <= 1000,
};
const minutesRule = {
  wanted: 'a number of minutes above 0, at most 1440',
  isValid: (minutes: number) => minutes > 0 && minutes <= 1440,
};
const concurrencyRule = {
  wanted: 'a whole number from 1 to 20',
  isValid: (count: number) => Number.isInteger(count) && count >= 1 && count <= 20,
};

const requestFields: Readonly<Record<string, VideoField>> = videoFields;

/** The inputs of the request as they are written; core reads text in any usual form. */
function readVideo(read: InputReader): ActionInputs['video'] {
  const values = Object.entries(requestFields).flatMap(([name, { entries, inputName }]) => {
    if (inputName === undefined) return [];
    const value = entries === undefined ? read.text(inputName) : readList(read, inputName);
    return value === undefined ? [] : [[name, value]];
  });
  return Object.fromEntries(values);
}

function readList(read: InputReader, name: string): unknown {
  const text = read.text(name);
  if (text === undefined) return undefined;
  const list = parseListInput(text);
  if (list.issue === undefined) return list.value;
  read.addIssue(name, list.issue);
  // With the text in its place, core does not report missing shots.
  return text;
}

function readVars(read: InputReader): Variables {
  const { issue, vars } = parseVars(read.text('vars') ?? '');
  if (issue !== undefined) read.addIssue('vars', issue);
  return vars;
}

/** What a storyboard has for each video. */
function refuseBesideStoryboard(read: InputReader): void {
  const inputs = [
    ...Object.values(requestFields).map(({ inputName }) => inputName),
    'edition',
    'task-id',
  ];
  for (const name of inputs) {
    if (name === undefined || read.text(name) === undefined) continue;
    read.addIssue(name, 'Leave it out, or give it to the videos of the storyboard.');
  }
}

function readTimezone(read: InputReader): string {
  const name = read.text('timezone') ?? 'UTC';
  if (isTimezone(name)) return name;
  read.addIssue('timezone', `Give the name of a zone, such as Europe/Berlin; it is "${name}".`);
  return 'UTC';
}

function readLine(read: InputReader, name: string): string | undefined {
  const text = read.text(name);
  if (text !== undefined && /\p{Cc}/u.test(text)) {
    read.addIssue(name, 'Give one line, without line breaks.');
  }
  return text;
}
