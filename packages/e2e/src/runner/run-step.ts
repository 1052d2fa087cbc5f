import { join } from 'node:path';
import { createFileCommands, type FileVariable } from './file-commands.ts';
import type { JobDirectories } from './job-directories.ts';
import type { SecretMasker } from './secret-masker.ts';
import { type Annotation, createStepLog, type StepLog } from './step-log.ts';
import { type CancellationPauses, type StepProcess, startStepProcess } from './step-process.ts';

/** The results of one step, main or post. */
export interface StepResult {
  /** Also not 0 if the runner itself failed the step. */
  readonly exitCode: number;
  readonly signal: NodeJS.Signals | undefined;
  readonly outputs: Readonly<Record<string, string>>;
  readonly state: Readonly<Record<string, string>>;
  /** The job summary of this step, masked. */
  readonly summary: string;
  readonly annotations: readonly Annotation[];
  /** Commands the runner followed, in order. */
  readonly commands: StepLog['commands'];
  /** The log as the runner shows it, masked. */
  readonly log: string;
  readonly rawStdout: string;
  readonly rawStderr: string;
  /** What was written to the command files, by variable, unmasked. */
  readonly rawFiles: Readonly<Record<FileVariable, string>>;
  readonly environmentChanges: Readonly<Record<string, string>>;
  readonly addedPaths: readonly string[];
}

/** What the steps of one job share. */
export interface Job {
  readonly actionDirectory: string;
  readonly directories: JobDirectories;
  readonly environment: Readonly<Record<string, string>>;
  readonly masker: SecretMasker;
  readonly debug: boolean | undefined;
  readonly cancellationPauses: CancellationPauses;
  readonly onOutput: ((line: string) => void) | undefined;
}

/** Runs main or post with new command files, and reads its results. */
export async function runStep(
  job: Job,
  script: string,
  { onStart, warnings }: { warnings: readonly string[]; onStart: (step: StepProcess) => void },
): Promise<StepResult> {
  const { directories, cancellationPauses, debug, environment, masker, onOutput } = job;
  const files = await createFileCommands(directories.temporary);
  const writer = createStepLog({ masker, debug, onLine: onOutput });
  for (const warning of warnings) writer.accept(`::warning::${warning}`);
  const step = startStepProcess({
    scriptPath: join(job.actionDirectory, script),
    workingDirectory: directories.workspace,
    environment: { ...environment, ...files.environment },
    cancellationPauses,
    onLine: writer.accept,
  });
  onStart(step);
  const end = await step.ended;
  const { issues, raw, ...results } = await files.read(masker);
  for (const { failsStep, message } of issues) {
    if (failsStep) writer.fail(message);
    else writer.accept(`::error::${message}`);
  }
  const { annotations, commands, failed, legacyOutputs, legacyState, lines } = writer.log;
  return {
    ...end,
    ...results,
    exitCode: failed && end.exitCode === 0 ? 1 : end.exitCode,
    outputs: { ...legacyOutputs, ...results.outputs },
    state: { ...legacyState, ...results.state },
    annotations,
    commands,
    log: lines.map((line) => `${line}\n`).join(''),
    rawFiles: raw,
  };
}
