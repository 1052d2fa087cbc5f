import { resolve } from 'node:path';
import type { Clock } from '@kling-automation/core';
import { announcePlan, checkLimit } from './announce-plan.ts';
import type { Cancellation } from './cancellation.ts';
import type { DownloadVideo } from './deliver-video.ts';
import { explainFailure } from './explain-failure.ts';
import type { ActionHost } from './host.ts';
import type { CacheAccess, CacheStore } from './ledger/cache-store.ts';
import { openLedgerBook } from './ledger/ledger-book.ts';
import { createLog, type Log } from './log.ts';
import { planVideo } from './plan.ts';
import { type CreateTransport, type Preparation, prepare } from './prepare.ts';
import { ReleaseError } from './release/release-error.ts';
import type { ReleaseShelf } from './release/release-shelf.ts';
import { renderVideos } from './render-videos.ts';
import { createReport, type Report } from './report.ts';
import { stateNames } from './step-state.ts';
import { type StockedVideo, takeStock } from './take-stock.ts';
import { VideosFailedError } from './videos-failed-error.ts';

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

/** What GitHub lends, loaded only where it is used. */
export interface GithubPorts {
  /** Finds the release that the input means; undefined where there is none. */
  openShelf(options: {
    readonly input: string;
    readonly token: string;
    readonly signal: AbortSignal;
  }): Promise<ReleaseShelf | undefined>;
  /** Shows the price plan on the pull request, where there is one and the input asks for it. */
  showPlan(options: {
    readonly stock: readonly StockedVideo[];
    readonly preparation: Preparation;
    readonly shelf: ReleaseShelf | undefined;
    readonly workspace: string;
    readonly log: Log;
    readonly signal: AbortSignal;
  }): Promise<void>;
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
  try {
    const preparation = await prepare({ ...dependencies, now: clock.now() });
    await runPrepared(preparation, { ...dependencies, log, report });
    host.saveState(stateNames.outcome, 'success');
    return 0;
  } catch (error) {
    const { message, resumeAdvice = '', title } = explainFailure(error);
    log.error(title, `${message}\n${resumeAdvice}`.trimEnd());
    const exitCode = cancellation.exitCode();
    const failed =
      error instanceof VideosFailedError ? error.failures.map(({ index }) => index) : undefined;
    report.complain(exitCode === undefined ? 'failed' : 'cancelled', message, failed);
    host.saveState(stateNames.outcome, 'failure');
    return exitCode ?? 1;
  }
}

interface Output {
  readonly log: Log;
  readonly report: Report;
}

async function runPrepared(preparation: Preparation, ports: RunDependencies & Output) {
  const { cancellation, github, host, log, report } = ports;
  const { inputs, isPlanOnly, slot, videos, warnings } = preparation;
  const { signal } = cancellation;
  if (warnings.length > 0) log.warning(warnings.join('\n'));
  const plans = await Promise.all(videos.map((video) => planVideo(video, { ...inputs, slot })));
  const shelf =
    inputs.release === ''
      ? undefined
      : await github.openShelf({ input: inputs.release, token: inputs.githubToken, signal });
  if (inputs.release !== '') log.line(`Release: ${shelf?.description ?? 'none in this run'}`);

  const book = openLedgerBook({
    ...ports,
    directory: resolve(host.workspace, inputs.outputDirectory, '.kling-ledger'),
    shelf,
    signal,
    onCacheTrouble: (message) =>
      log.warning(
        `The Actions cache is left aside, so that other jobs do not see what this one pays: ${message}`,
      ),
  });
  const { workspace } = host;
  const stock = await takeStock(plans, { book, shelf, workspace, log });
  announcePlan(stock, preparation, { log, report });
  await github.showPlan({ stock, preparation, shelf, workspace, log, signal });
  checkLimit(stock, inputs.maxCredits);
  if (isPlanOnly || stock.length === 0) return;

  if (shelf?.obstacle !== undefined && stock.some(({ kept }) => kept?.asset === undefined)) {
    throw new ReleaseError('immutable', shelf.obstacle);
  }
  // A directory that cannot be written to is better known before the video is paid.
  await ports.createDirectory(inputs.outputDirectory);
  await renderVideos(stock, preparation, { ...ports, signal, workspace, book, shelf });
}
