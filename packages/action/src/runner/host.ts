/** What the Action needs of the runner it is a step of. */
export interface ActionHost {
  /** The inputs that the runner passes, known or not: in lower case, with `_` for blanks. */
  readonly inputNames: readonly string[];
  /** The value of an input without blanks around it; empty when it is not given. */
  readInput(name: string): string;
  /** Hides a value in everything the runner shows from now on. */
  maskSecret(value: string): void;
  /** Sets all outputs, in place of those before. On disk when it returns. */
  writeOutputs(outputs: Readonly<Record<string, string>>): void;
  /** Keeps a value for the post step. On disk when it returns. */
  saveState(name: string, value: string): void;
  /** A value main has saved; empty when it has not. */
  readState(name: string): string;
  /** Puts the whole job summary, in place of what was written before. On disk when it returns. */
  writeSummary(markdown: string): void;
  readonly console: HostConsole;
  /** What started this run. */
  readonly event: HostEvent;
  /** The checkout: relative paths start here. */
  readonly workspace: string;
}

/** Prints to the step's log. Takes trusted text only: log.ts filters everything before it. */
export interface HostConsole {
  print(line: string): void;
  /** Shown when the run has debug logging on. */
  debug(line: string): void;
  openGroup(title: string): void;
  closeGroup(): void;
  annotate(level: AnnotationLevel, message: string, title?: string): void;
}

type AnnotationLevel = 'error' | 'warning' | 'notice';

export interface HostEvent {
  readonly name: string;
  /** Who set it off, such as `octocat` or `dependabot[bot]`. */
  readonly actor: string;
  readonly repository: string;
  /** Which commit the run is of; empty when it is unknown. */
  readonly commit: string;
  /** Such as `https://github.com`. */
  readonly serverUrl: string;
  /** The number of the run; a re-run keeps it. */
  readonly runId: string;
  /** From 1; a re-run raises it. */
  readonly runAttempt: number;
  /** The event as GitHub describes it; an empty object when it cannot be read. */
  readonly payload: unknown;
}

/** Reads a property of a value nobody has checked; undefined if there is none. */
export function member(value: unknown, key: string): unknown {
  if (typeof value !== 'object' || value === null) return undefined;
  return Object.entries(value).find(([name]) => name === key)?.[1];
}
