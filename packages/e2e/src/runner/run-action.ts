import { type ActionManifest, readActionManifest } from './action-manifest.ts';
import { createJobDirectories } from './job-directories.ts';
import { createJobEnvironment, inputVariables } from './job-environment.ts';
import { type Job, runStep, type StepResult } from './run-step.ts';
import { createSecretMasker } from './secret-masker.ts';
import { type CancellationPauses, runnerPauses, type StepProcess } from './step-process.ts';

export interface ActionRunOptions {
  /** Where action.yml is; its `main` and `post` are relative to it. */
  readonly actionDirectory: string;
  /** The values under `with:`. */
  readonly inputs?: Readonly<Record<string, string>> | undefined;
  /** @default a push with an empty payload */
  readonly event?: { readonly name: string; readonly payload: unknown } | undefined;
  /** The values under `env:`, which override everything else. */
  readonly environment?: Readonly<Record<string, string>> | undefined;
  /** The checkout. @default a fresh directory, removed by `remove()` */
  readonly workspace?: string | undefined;
  /** @default octo-org/demo */
  readonly repository?: string | undefined;
  readonly runId?: string | undefined;
  readonly runAttempt?: string | undefined;
  readonly apiUrl?: string | undefined;
  readonly serverUrl?: string | undefined;
  /** Values the runner masks from the start: the job's `secrets`. @default none */
  readonly secrets?: readonly string[] | undefined;
  /** Runs with debug logging on. @default false */
  readonly debug?: boolean | undefined;
  /** @default those of the runner: 7.5 s and 2.5 s */
  readonly cancellationPauses?: CancellationPauses | undefined;
  /** Each line of the log as the runner shows it, as it comes. */
  readonly onOutput?: ((line: string) => void) | undefined;
}

export interface RunningAction {
  readonly finished: Promise<ActionRunResult>;
  /** Cancels the run as the runner does; `post` still runs. */
  cancel(): void;
  /** Kills main without a warning, as a lost machine does; `post` still runs. */
  kill(): void;
}

export interface ActionRunResult extends StepResult {
  readonly conclusion: 'success' | 'failure' | 'cancelled';
  /** Values masked by the end of the job. */
  readonly masks: readonly string[];
  readonly workspace: string;
  /** The root of all directories of the job but a workspace that was given. */
  readonly directory: string;
  /** Undefined if the action has no post script. */
  readonly post: StepResult | undefined;
  /** Removes the job's directories. */
  remove(): Promise<void>;
}

/** Runs an action, main and post, and waits for the end of both. */
export function runAction(options: ActionRunOptions): Promise<ActionRunResult> {
  return startAction(options).finished;
}

/** Starts an action as the GitHub runner does. */
export function startAction(options: ActionRunOptions): RunningAction {
  const control: Control = { main: undefined, isCancelled: false, isKilled: false };
  return {
    finished: runJob(options, control),
    cancel() {
      control.isCancelled = true;
      void control.main?.cancel();
    },
    kill() {
      control.isKilled = true;
      control.main?.kill();
    },
  };
}

interface Control {
  main: StepProcess | undefined;
  isCancelled: boolean;
  isKilled: boolean;
}

async function runJob(options: ActionRunOptions, control: Control): Promise<ActionRunResult> {
  const manifest = await readActionManifest(options.actionDirectory);
  const { name: eventName, payload } = options.event ?? { name: 'push', payload: {} };
  const directories = await createJobDirectories({
    workspace: options.workspace,
    eventPayload: payload,
  });
  const masker = createSecretMasker(options.secrets);
  const inputs = options.inputs ?? {};
  const environment = {
    ...createJobEnvironment(directories, {
      eventName,
      repository: options.repository ?? 'octo-org/demo',
      runId: options.runId ?? '1001',
      runAttempt: options.runAttempt ?? '1',
      apiUrl: options.apiUrl ?? 'https://api.github.com',
      serverUrl: options.serverUrl ?? 'https://github.com',
      debug: options.debug ?? false,
    }),
    ...inputVariables(manifest.inputs, inputs),
    ...options.environment,
  };
  const job: Job = {
    actionDirectory: options.actionDirectory,
    directories,
    environment,
    masker,
    debug: options.debug,
    cancellationPauses: options.cancellationPauses ?? runnerPauses,
    onOutput: options.onOutput,
  };
  const main = await runStep(job, manifest.main, {
    warnings: unexpectedInputs(manifest, inputs),
    onStart: (step) => {
      control.main = step;
      if (control.isCancelled) void step.cancel();
      if (control.isKilled) step.kill();
    },
  });
  const post = manifest.post === undefined ? undefined : await runPost(job, manifest.post, main);
  return {
    ...main,
    conclusion: conclude(main, control.isCancelled),
    masks: [...masker.values],
    workspace: directories.workspace,
    directory: directories.root,
    post,
    remove: directories.remove,
  };
}

function runPost(job: Job, script: string, main: StepResult): Promise<StepResult> {
  const saved = Object.entries(main.state).map(([name, value]) => [`STATE_${name}`, value]);
  const environment = {
    ...job.environment,
    ...main.environmentChanges,
    ...Object.fromEntries(saved),
  };
  return runStep({ ...job, environment }, script, { warnings: [], onStart: () => undefined });
}

function unexpectedInputs(
  manifest: ActionManifest,
  inputs: Readonly<Record<string, string>>,
): readonly string[] {
  const unexpected = Object.keys(inputs).filter((name) => !manifest.inputs.has(name));
  if (unexpected.length === 0) return [];
  const valid = [...manifest.inputs.keys()].map((name) => `'${name}'`).join(', ');
  const names = unexpected.map((name) => `'${name}'`).join(', ');
  return [`Unexpected input(s) ${names}, valid inputs are [${valid}]`];
}

function conclude(main: StepResult, isCancelled: boolean): ActionRunResult['conclusion'] {
  if (isCancelled) return 'cancelled';
  return main.exitCode === 0 ? 'success' : 'failure';
}
