import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import {
  createManualClock,
  type ManualClock,
  type RecordedRequest,
  type Sandbox,
  type SandboxOptions,
  startSandbox,
} from '@kling-automation/sandbox';
import { type ActionRunOptions, type ActionRunResult, startAction } from '../runner/run-action.ts';
import { createLineWatcher, type LineWatcher } from '../testing/line-watcher.ts';
import { findLeaks } from './find-leaks.ts';

/** One run of the built Action. */
interface RunOptions extends Omit<ActionRunOptions, 'actionDirectory'> {
  /** `api-key` and `base-url` lead to the sandbox unless they are given. */
  readonly inputs: Readonly<Record<string, string>>;
  /** Cancels the run at the first line of the log that contains this. */
  readonly cancelAt?: string | undefined;
  /** Cancels the run when this resolves. */
  readonly cancelWhen?: Promise<void> | undefined;
  /** Kills main when this resolves. */
  readonly killWhen?: Promise<void> | undefined;
}

/** One run against a sandbox of its own. */
export interface ScenarioRunOptions extends RunOptions {
  readonly sandbox?: ScenarioOptions | undefined;
}

/** The scenario has its own clock and log for the sandbox. */
type ScenarioOptions = Omit<SandboxOptions, 'clock' | 'log'>;

/** What the runner and the API saw of one run. */
export interface ScenarioResult {
  readonly run: ActionRunResult;
  /** The requests of this run that reached the sandbox, in order. */
  readonly requests: readonly RecordedRequest[];
  /** The submissions among them: what may cost credits. */
  readonly submissions: readonly RecordedRequest[];
  /** Credits debited, minus refunds, from when the sandbox was started. */
  readonly chargedCredits: number;
  /** The files below the workspace, by relative path, without the ledger's own. */
  readonly filesLeft: readonly string[];
  /** The file that the output `video-path` names. */
  readonly video: VideoFile | undefined;
  readonly sandboxUrl: string;
}

/** A file of the workspace. */
interface VideoFile {
  readonly bytes: number;
  readonly sha256: string;
  /** Whether it begins as an MP4 does. */
  readonly isMp4: boolean;
}

/** A sandbox, and runs of the built Action against it. */
export interface Scenario {
  readonly sandbox: Sandbox;
  /** The sandbox's time, which does not pass by itself: a task ends at once, by hand, or not at all. */
  readonly clock: ManualClock;
  /** What the sandbox logs: faults that it applied, tasks that it made. */
  readonly sandboxLog: Pick<LineWatcher, 'next'>;
  /**
   * Runs the built Action, looks for secrets in everything it left behind, and cleans up.
   *
   * @throws {Error} when a secret is found where it must not be.
   */
  run(options: RunOptions): Promise<ScenarioResult>;
  close(): Promise<void>;
}

/** A key that no text contains by chance. */
const apiKey = 'aio_5ecret-of-the-scenario';

const actionDirectory = fileURLToPath(new URL('../../../..', import.meta.url));

/** Runs the built Action once, in a scenario of its own. */
export async function runScenario({
  sandbox,
  ...run
}: ScenarioRunOptions): Promise<ScenarioResult> {
  const scenario = await openScenario(sandbox);
  try {
    return await scenario.run(run);
  } finally {
    await scenario.close();
  }
}

/** Starts a sandbox whose tasks end at once, unless another `speed` is given. */
export async function openScenario(options: ScenarioOptions = {}): Promise<Scenario> {
  const clock = createManualClock();
  const sandboxLog = createLineWatcher();
  const sandbox = await startSandbox({
    speed: Number.POSITIVE_INFINITY,
    apiKeys: [apiKey],
    clock,
    log: sandboxLog.add,
    ...options,
  });
  return {
    sandbox,
    clock,
    sandboxLog,
    run: (run) => runAndCheck(sandbox, run),
    close: sandbox.close,
  };
}

async function runAndCheck(sandbox: Sandbox, options: RunOptions): Promise<ScenarioResult> {
  const earlierRequests = sandbox.requests().length;
  const run = await runAgainst(sandbox, options);
  const requests = sandbox.requests().slice(earlierRequests);
  const { 'api-key': key = apiKey } = options.inputs;
  const leaks = await findLeaks(run, { apiKey: key, requests });
  const video = await readVideo(run);
  const filesLeft = await listFiles(run.workspace);
  await run.remove();
  if (leaks.length > 0) throw new Error(`Secrets were found in:\n${leaks.join('\n')}`);
  return {
    run,
    requests,
    submissions: requests.filter(({ method }) => method === 'POST'),
    chargedCredits: chargedCredits(sandbox),
    filesLeft,
    video,
    sandboxUrl: sandbox.url,
  };
}

function chargedCredits(sandbox: Sandbox): number {
  return sandbox
    .account()
    .entries.reduce((sum, { credits, kind }) => sum + (kind === 'debit' ? credits : -credits), 0);
}

async function listFiles(directory: string): Promise<readonly string[]> {
  const entries = await readdir(directory, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => relative(directory, join(entry.parentPath, entry.name)))
    .filter((path) => !path.includes('.kling-ledger'));
}

async function readVideo({ outputs, workspace }: ActionRunResult): Promise<VideoFile | undefined> {
  const { 'video-path': path = '' } = outputs;
  if (path === '') return undefined;
  const content = await readFile(resolve(workspace, path));
  return {
    bytes: content.length,
    sha256: createHash('sha256').update(content).digest('hex'),
    isMp4: content.subarray(4, 8).toString('latin1') === 'ftyp',
  };
}

function runAgainst(sandbox: Sandbox, options: RunOptions): Promise<ActionRunResult> {
  const { cancelAt, cancelWhen, inputs, killWhen, onOutput, ...run } = options;
  const action = startAction({
    ...run,
    actionDirectory,
    inputs: { 'api-key': apiKey, 'base-url': sandbox.url, ...inputs },
    onOutput(line) {
      if (cancelAt !== undefined && line.includes(cancelAt)) action.cancel();
      onOutput?.(line);
    },
  });
  void cancelWhen?.then(action.cancel);
  void killWhen?.then(action.kill);
  return action.finished;
}
