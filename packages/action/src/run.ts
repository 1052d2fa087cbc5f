import {
  BudgetExceededError,
  type Clock,
  createClient,
  createMemoryLedger,
  type LedgerEntry,
  renderAll,
} from '@kling-automation/core';
import type { Cancellation } from './cancellation.ts';
import { explainFailure } from './explain-failure.ts';
import { type DownloadVideo, fetchVideo } from './fetch-video.ts';
import type { ActionHost } from './host.ts';
import { state } from './left-behind.ts';
import { createLog, type Log } from './log.ts';
import { describeFormat, describePrice, type PlannedVideo, planVideo } from './plan.ts';
import { type CreateTransport, type Preparation, prepare } from './prepare.ts';
import { createProgress } from './progress.ts';
import { createReport, type Report } from './report.ts';

/** All that the step needs from outside. */
export interface RunDependencies {
  readonly host: ActionHost;
  readonly clock: Clock;
  readonly cancellation: Cancellation;
  readonly createTransport: CreateTransport;
  readonly downloadVideo: DownloadVideo;
  /** Makes a directory that files can be written to, or throws. */
  readonly createDirectory: (path: string) => Promise<void>;
}

/**
 * Runs the step: reads the inputs, renders the video, leaves outputs and summary.
 *
 * @returns the exit code: 0, 1, or 128 plus the number of the signal that cancelled the step.
 */
export async function runStep(dependencies: RunDependencies): Promise<number> {
  const { cancellation, host } = dependencies;
  // Before anything else can print.
  const apiKey = host.readInput('api-key');
  if (apiKey !== '') host.maskSecret(apiKey);

  const log = createLog(host.console);
  const report = createReport(host);
  try {
    const preparation = prepare(host, dependencies.createTransport);
    const video = await announcePlan(preparation, { log, report });
    if (!preparation.inputs.isDryRun) {
      await render(video, preparation, { ...dependencies, log, report });
    }
    host.saveState(state.outcome, 'success');
    return 0;
  } catch (error) {
    const [result] = report.results;
    const { message, resumeAdvice = '', title } = explainFailure(error, result?.taskId);
    log.error(title, `${message}\n${resumeAdvice}`.trimEnd());
    const exitCode = cancellation.exitCode();
    report.complain(exitCode === undefined ? 'failed' : 'cancelled', message);
    host.saveState(state.outcome, 'failure');
    return exitCode ?? 1;
  }
}

interface Output {
  readonly log: Log;
  readonly report: Report;
}

async function announcePlan(
  { inputs, request, warnings }: Preparation,
  { log, report }: Output,
): Promise<PlannedVideo> {
  const { isDryRun, maxCredits } = inputs;
  if (warnings.length > 0) log.warning(warnings.join('\n'));
  const video = await planVideo(request, inputs);
  const { approximateUsd, credits, description, fingerprint, path } = video;
  const limit = maxCredits === undefined ? 'no limit set' : `limit ${maxCredits}`;
  log.line(`Video: ${description}`);
  log.line(`Format: ${describeFormat(request)}`);
  log.line(`Price: ${describePrice(credits, approximateUsd)} (${limit})`);
  log.line(`File: ${path}`);
  log.line(`Fingerprint: ${fingerprint}`);
  report.plan([video]);
  if (maxCredits !== undefined && credits > maxCredits && inputs.taskId === undefined) {
    throw new BudgetExceededError({ neededCredits: credits, maxCredits, videos: 1 });
  }
  if (isDryRun) log.line('This is a dry run: nothing was sent and nothing was charged.');
  return video;
}

/** The runner leaves 7.5 s after a cancel; an answer that names what was paid may take most of it. */
const submissionGrace = 4000;

async function render(
  video: PlannedVideo,
  { inputs, transport }: Preparation,
  dependencies: RunDependencies & Output,
): Promise<void> {
  const { cancellation, clock, host, log, report } = dependencies;
  const { signal } = cancellation;
  // A directory that cannot be written to is better known before the video is paid.
  await dependencies.createDirectory(inputs.outputDirectory);

  const client = createClient({ transport, clock, graceMilliseconds: submissionGrace });
  const progress = createProgress({ host, log, report });
  const [result] = await renderAll([video.request], {
    client,
    clock,
    ledger: createMemoryLedger(knownTasks(video, inputs.taskId, clock)),
    maxCredits: inputs.maxCredits,
    deadlineSeconds: inputs.timeoutMinutes * 60,
    signal,
    onEvent: progress.note,
  }).finally(progress.end);
  if (result === undefined) throw new Error('The run gave no result.');
  if (result.status === 'failed') throw result.error;

  const file = await fetchVideo(result, video, {
    client,
    signal,
    downloadVideo: dependencies.downloadVideo,
    workspace: host.workspace,
  });
  report.update(0, { status: result.origin === 'rendered' ? 'rendered' : 'resumed', file });
  log.line(`Done: ${video.path}, ${(file.bytes / 1e6).toFixed(1)} MB, SHA-256 ${file.sha256}`);
}

/** A task given by hand counts as submitted already: it is waited for, and not paid again. */
function knownTasks(
  { fingerprint }: PlannedVideo,
  taskId: string | undefined,
  clock: Clock,
): Map<string, LedgerEntry> {
  if (taskId === undefined) return new Map();
  return new Map([[fingerprint, { state: 'submitted', at: clock.now(), taskId }]]);
}
