import { randomUUID } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { FileCommandError, parseNameValueFile, parsePathFile } from './name-value-file.ts';
import type { SecretMasker } from './secret-masker.ts';

/** The files a step may write its results to; each step gets fresh, empty ones. */
export interface FileCommands {
  /** GITHUB_OUTPUT and so on → path. */
  readonly environment: Readonly<Record<FileVariable, string>>;
  /** Reads them all; the runner does so even when the step failed or was cancelled. */
  read(masker: SecretMasker): Promise<FileCommandResults>;
}

interface FileCommandResults {
  readonly outputs: Readonly<Record<string, string>>;
  readonly state: Readonly<Record<string, string>>;
  readonly environmentChanges: Readonly<Record<string, string>>;
  readonly addedPaths: readonly string[];
  /** The job summary, masked; empty if it was too large to be shown. */
  readonly summary: string;
  /** What the runner cannot accept. */
  readonly issues: readonly FileIssue[];
  /** Everything as it was written, by variable: for searching, never for showing. */
  readonly raw: Readonly<Record<FileVariable, string>>;
}

/** The files a step may write to. */
export type FileVariable =
  | 'GITHUB_OUTPUT'
  | 'GITHUB_STATE'
  | 'GITHUB_ENV'
  | 'GITHUB_PATH'
  | 'GITHUB_STEP_SUMMARY';

const maximumSummaryBytes = 1024 * 1024;

export async function createFileCommands(temporary: string): Promise<FileCommands> {
  const directory = join(temporary, '_runner_file_commands');
  await mkdir(directory, { recursive: true });
  const suffix = randomUUID();
  const environment = forEachFile((name) =>
    join(directory, `${name.slice(7).toLowerCase()}_${suffix}`),
  );
  await Promise.all(Object.values(environment).map((path) => writeFile(path, '')));
  return {
    environment,
    read: async (masker) => {
      const texts = forEachFile((name) => readFile(environment[name], 'utf8'));
      const raw = {
        GITHUB_OUTPUT: await texts.GITHUB_OUTPUT,
        GITHUB_STATE: await texts.GITHUB_STATE,
        GITHUB_ENV: await texts.GITHUB_ENV,
        GITHUB_PATH: await texts.GITHUB_PATH,
        GITHUB_STEP_SUMMARY: await texts.GITHUB_STEP_SUMMARY,
      };
      return readResults(raw, masker);
    },
  };
}

function forEachFile<Value>(
  make: (name: FileVariable) => Value,
): Readonly<Record<FileVariable, Value>> {
  return {
    GITHUB_OUTPUT: make('GITHUB_OUTPUT'),
    GITHUB_STATE: make('GITHUB_STATE'),
    GITHUB_ENV: make('GITHUB_ENV'),
    GITHUB_PATH: make('GITHUB_PATH'),
    GITHUB_STEP_SUMMARY: make('GITHUB_STEP_SUMMARY'),
  };
}

function readResults(raw: FileCommandResults['raw'], masker: SecretMasker): FileCommandResults {
  const issues: FileIssue[] = [];
  const values = (name: FileVariable) => readValues(name, raw[name], issues);
  const { NODE_OPTIONS: _, ...environmentChanges } = values('GITHUB_ENV');
  if (/^NODE_OPTIONS(=|<<)/m.test(raw.GITHUB_ENV)) {
    const message = "Can't store NODE_OPTIONS output parameter using '$GITHUB_ENV' command.";
    issues.push({ message, failsStep: true });
  }
  return {
    outputs: values('GITHUB_OUTPUT'),
    state: values('GITHUB_STATE'),
    environmentChanges,
    addedPaths: parsePathFile(raw.GITHUB_PATH),
    summary: readSummary(raw.GITHUB_STEP_SUMMARY, masker, issues),
    issues,
    raw,
  };
}

interface FileIssue {
  readonly message: string;
  readonly failsStep: boolean;
}

function readValues(
  name: FileVariable,
  text: string,
  issues: FileIssue[],
): Readonly<Record<string, string>> {
  try {
    return Object.fromEntries(parseNameValueFile(text));
  } catch (error) {
    if (!(error instanceof FileCommandError)) throw error;
    const message = `Unable to process file command '${name}' successfully. ${error.message}`;
    issues.push({ message, failsStep: true });
    return {};
  }
}

function readSummary(text: string, masker: SecretMasker, issues: FileIssue[]): string {
  const bytes = Buffer.byteLength(text);
  if (bytes <= maximumSummaryBytes) return text.split('\n').map(masker.mask).join('\n');
  const message = `$GITHUB_STEP_SUMMARY upload aborted, supports content up to a size of 1024k, got ${Math.round(bytes / 1024)}k.`;
  issues.push({ message, failsStep: false });
  return '';
}
