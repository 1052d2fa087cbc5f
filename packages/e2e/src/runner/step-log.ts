import type { SecretMasker } from './secret-masker.ts';
import { parseWorkflowCommand, type WorkflowCommand } from './workflow-command.ts';

/** What the runner reads from a step's output: the log that it shows, and the commands. */
export interface StepLog {
  /** The log's lines, masked; commands as the runner prints them (`##[group]…`). */
  readonly lines: readonly string[];
  /** The first ten of each level, as the runner keeps them. */
  readonly annotations: readonly Annotation[];
  /** Every command that was followed, in order, masked. */
  readonly commands: readonly WorkflowCommand[];
  /** Outputs and states written by the old commands instead of the files. */
  readonly legacyOutputs: Readonly<Record<string, string>>;
  readonly legacyState: Readonly<Record<string, string>>;
  /** Whether a command failed the step, as a forbidden one does. */
  readonly failed: boolean;
}

export interface Annotation {
  readonly level: 'error' | 'warning' | 'notice';
  readonly title?: string | undefined;
  readonly message: string;
}

export interface StepLogWriter {
  /** Takes one line of stdout or stderr: the runner reads commands from both. */
  accept(line: string): void;
  /** Adds an error of the runner's own, which fails the step. */
  fail(message: string): void;
  readonly log: StepLog;
}

const annotationsPerLevel = 10;
const maximumMessageCharacters = 4096;

interface State {
  readonly masker: SecretMasker;
  readonly debug: boolean;
  readonly onLine: (line: string) => void;
  readonly log: {
    lines: string[];
    annotations: Annotation[];
    commands: WorkflowCommand[];
    legacyOutputs: Record<string, string>;
    legacyState: Record<string, string>;
    failed: boolean;
  };
  resumeToken: string | undefined;
}

export function createStepLog(options: {
  readonly masker: SecretMasker;
  /** Shows `::debug::` lines, as a run with debug logging does. @default false */
  readonly debug?: boolean | undefined;
  readonly onLine?: ((line: string) => void) | undefined;
}): StepLogWriter {
  const { debug = false, masker, onLine = () => undefined } = options;
  const log = {
    lines: [],
    annotations: [],
    commands: [],
    legacyOutputs: {},
    legacyState: {},
    failed: false,
  };
  const state: State = { masker, debug, onLine, log, resumeToken: undefined };
  return {
    accept: (line) => acceptLine(state, line),
    fail: (message) => failStep(state, message),
    log,
  };
}

function acceptLine(state: State, line: string): void {
  const command = parseWorkflowCommand(line, (name) => isRegistered(state, name.toLowerCase()));
  if (command === undefined) {
    print(state, line);
  } else if (state.resumeToken === undefined) {
    follow(state, line, command);
  } else if (command.name.toLowerCase() === state.resumeToken) {
    state.resumeToken = undefined;
    print(state, line);
  } else {
    print(state, line);
  }
}

function isRegistered(state: State, name: string): boolean {
  return effects.has(name) || name === state.resumeToken;
}

function follow(state: State, line: string, command: WorkflowCommand): void {
  effects.get(command.name.toLowerCase())?.(state, command, line);
  state.log.commands.push({ ...command, data: state.masker.mask(command.data) });
}

type Effect = (state: State, command: WorkflowCommand, line: string) => void;

const effects: ReadonlyMap<string, Effect> = new Map<string, Effect>([
  ['add-mask', addMask],
  ['stop-commands', stopCommands],
  ['error', (state, { data, properties }) => annotate(state, 'error', properties, data)],
  ['warning', (state, { data, properties }) => annotate(state, 'warning', properties, data)],
  ['notice', (state, { data, properties }) => annotate(state, 'notice', properties, data)],
  ['debug', (state, { data }) => state.debug && print(state, `##[debug]${data}`)],
  ['group', (state, { data }) => print(state, `##[group]${data}`)],
  ['endgroup', (state) => print(state, '##[endgroup]')],
  ['set-output', ({ log }, command) => keep(log.legacyOutputs, command)],
  ['save-state', ({ log }, command) => keep(log.legacyState, command)],
  ['set-env', (state) => failStep(state, 'The `set-env` command is disabled.')],
  ['add-path', (state) => failStep(state, 'The `add-path` command is disabled.')],
  ['add-matcher', () => undefined],
  ['remove-matcher', () => undefined],
  ['echo', () => undefined],
]);

function addMask(state: State, { data }: WorkflowCommand): void {
  if (data.trim() === '') {
    annotate(state, 'warning', {}, "Can't add secret mask for empty string in ##[add-mask].");
  } else {
    state.masker.add(data);
  }
}

function stopCommands(state: State, { data }: WorkflowCommand, line: string): void {
  if (data === '' || effects.has(data.toLowerCase())) {
    failStep(state, `Invalid stop-commands token '${data}'.`);
    return;
  }
  print(state, line);
  // The runner hides the token, so nothing printed later can learn it from the log.
  if (data.length > 6) state.masker.add(data);
  state.resumeToken = data.toLowerCase();
}

function keep(values: Record<string, string>, { data, properties }: WorkflowCommand): void {
  const { name } = properties;
  if (name !== undefined) values[name] = data;
}

function failStep(state: State, message: string): void {
  annotate(state, 'error', {}, message);
  state.log.failed = true;
}

function annotate(
  state: State,
  level: Annotation['level'],
  properties: Readonly<Record<string, string | undefined>>,
  text: string,
): void {
  const message = state.masker.mask(text).slice(0, maximumMessageCharacters);
  print(state, `##[${level}]${message}`);
  const earlier = state.log.annotations.filter((annotation) => annotation.level === level);
  if (earlier.length >= annotationsPerLevel) return;
  const { title } = properties;
  state.log.annotations.push({
    level,
    message,
    ...(title !== undefined && { title: state.masker.mask(title) }),
  });
}

function print(state: State, line: string): void {
  const shown = state.masker.mask(line);
  state.log.lines.push(shown);
  state.onLine(shown);
}
