import { resolve } from 'node:path';
import type { Clock } from '@kling-automation/core';
import type { ShowPlan } from './comment/comment-port.ts';
import type { CacheAccess, CacheStore } from './ledger/cache-store.ts';
import { createLedgerCalls, type LedgerCalls } from './ledger/ledger-calls.ts';
import { openLedgerStore } from './ledger/ledger-store.ts';
import { checkLimit } from './plan/budget.ts';
import { findExistingVideos } from './plan/existing-videos.ts';
import { planVideo } from './plan/planned-video.ts';
import { type CreateTransport, type Preparation, prepare } from './plan/prepare.ts';
import type { OpenRelease } from './release/release-port.ts';
import type { DownloadVideo } from './render/delivery.ts';
import { renderVideos } from './render/render-videos.ts';
import { announcePlan } from './report/announce-plan.ts';
import { explainFailure } from './report/explain-failure.ts';
import { createReport, type Report } from './report/report.ts';
import { VideosFailedError } from './report/videos-failed-error.ts';
import type { Cancellation } from './runner/cancellation.ts';
import type { ActionHost } from './runner/host.ts';
import { createLog, type Log } from './runner/log.ts';
import { stateNames } from './runner/step-state.ts';

/** All that the step needs from outside. */
export interface RunDependencies {
  readonly host: ActionHost;
  readonly clock: Clock;
  readonly cancellation: Cancellation;
  readonly createTransport: CreateTransport;
  readonly downloadVideo: DownloadVideo;
  /** Makes a directory that files can be written to, or throws. */
  readonly createDirectory: (path: string) => Promise<void>;
  /** Reads a file of the workspace, or throws. */
  readonly readTextFile: (path: string) => Promise<string>;
  readonly cache: { readonly access: CacheAccess; readonly store: CacheStore };
  readonly github: GithubPorts;
}

/** What is done on GitHub, loaded only if it is used. */
export interface GithubPorts {
  readonly openRelease: OpenRelease;
  readonly showPlan: ShowPlan;
}

/**
 * Runs the step: reads the inputs, renders the videos, leaves outputs and summary.
 *
 * @returns the exit code: 0, 1, or 128 plus the number of the signal that cancelled the step.
 */
export async function runStep(dependencies: RunDependencies): Promise<number> {
  const { cancellation, clock, host } = dependencies;
  // Before anything else can print.
  for (const name of ['api-key', 'github-token']) {
    const secret = host.readInput(name);
    if (secret !== '') host.maskSecret(secret);
  }

  const log = createLog(host.console);
  const report = createReport(host);
  const ledgerCalls = createLedgerCalls(clock);
  try {
    const preparation = await prepare({ ...dependencies, now: clock.now() });
    await runPrepared(preparation, { ...dependencies, log, report, ledgerCalls });
    host.saveState(stateNames.outcome, 'success');
    return 0;
  } catch (error) {
    const { message, resumeAdvice = '', title } = explainFailure(error);
    log.error(title, `${message}\n${resumeAdvice}`.trimEnd());
    const exitCode = cancellation.exitCode();
    const failed =
      error instanceof VideosFailedError ? error.failures.map(({ index }) => index) : undefined;
    report.fail(exitCode === undefined ? 'failed' : 'cancelled', message, failed);
    host.saveState(stateNames.outcome, 'failure');
    return exitCode ?? 1;
  } finally {
    await ledgerCalls.settled();
  }
}

interface Output {
  readonly log: Log;
  readonly report: Report;
  readonly ledgerCalls: LedgerCalls;
}

async function runPrepared(preparation: Preparation, ports: RunDependencies & Output) {
  const { cancellation, github, host, log, report } = ports;
  const { inputs, isPlanOnly, period, warnings } = preparation;
  const { signal } = cancellation;
  if (warnings.length > 0) log.warning(warnings.join('\n'));
  const plans = await Promise.all(
    preparation.videos.map((video) => planVideo(video, { ...inputs, period })),
  );
  const releaseStore =
    inputs.release === ''
      ? undefined
      : await github.openRelease({ input: inputs.release, token: inputs.githubToken, signal });
  if (releaseStore !== undefined) log.line(`Release: ${releaseStore.description}`);

  const ledgerStore = openLedgerStore({
    ...ports,
    directory: resolve(host.workspace, inputs.outputDirectory, '.kling-ledger'),
    releaseStore,
    signal,
    onCacheFailure: (message) =>
      log.warning(
        `Actions cache unavailable: other jobs cannot see what this job has paid for (${message})`,
      ),
  });
  const { workspace } = host;
  const videos = await findExistingVideos(plans, { ledgerStore, releaseStore, workspace, log });
  announcePlan(videos, preparation, { log, report });
  await github.showPlan({ videos, preparation, releaseStore, workspace, log, signal });
  checkLimit(videos, inputs.maxCredits);
  const isAttaching = videos.some(({ finished }) => finished?.asset === undefined);
  const obstacle = isAttaching ? releaseStore?.obstacle : undefined;
  if (isPlanOnly && obstacle !== undefined) log.warning(obstacle.message);
  if (isPlanOnly || videos.length === 0) return;

  if (obstacle !== undefined) throw obstacle;
  // Before the video is paid: it must be possible to write it to the disk.
  await ports.createDirectory(inputs.outputDirectory);
  await renderVideos(videos, preparation, {
    ...ports,
    signal,
    workspace,
    ledgerStore,
    releaseStore,
  });
}
