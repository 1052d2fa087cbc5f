import { type Clock, createClient } from '@kling-automation/core';
import type { PullRequestComment } from './comment/comment-port.ts';
import { checkRateLimit } from './github/check-rate-limit.ts';
import type { GithubTraffic } from './github/github-traffic.ts';
import type { ReadPublicFile } from './input/committed-image.ts';
import type { ActionInputs } from './input/inputs.ts';
import type { CacheAccess, CacheStore } from './memory/cache-store.ts';
import { createTaskChooser } from './memory/choose-task.ts';
import { createLedgerCalls, type LedgerCalls } from './memory/ledger-calls.ts';
import { createMemory, type Memory } from './memory/memory.ts';
import type { OpenRefs } from './memory/ref-port.ts';
import type { RefStore } from './memory/ref-store.ts';
import { describeRun } from './memory/remembered-entry.ts';
import { findRunMoment } from './memory/run-moment.ts';
import { ledgerDirectory } from './memory/runner-ledger.ts';
import { checkLimits } from './plan/budget.ts';
import { findExistingVideos } from './plan/existing-videos.ts';
import { type MonthBudget, monthName } from './plan/month-budget.ts';
import { planVideo } from './plan/planned-video.ts';
import { type CreateTransport, type Preparation, prepare } from './plan/prepare.ts';
import type { OpenRelease } from './release/release-port.ts';
import type { DownloadVideo } from './render/delivery.ts';
import { listOnRelease } from './render/list-on-release.ts';
import { renderVideos, submissionGrace } from './render/render-videos.ts';
import { announcePlan } from './report/announce-plan.ts';
import { explainFailure } from './report/explain-failure.ts';
import { createReport, type Report } from './report/report.ts';
import { VideosFailedError } from './report/videos-failed-error.ts';
import type { Cancellation } from './runner/cancellation.ts';
import type { ActionHost } from './runner/host.ts';
import { createLog, type Log } from './runner/log.ts';
import { stateNames } from './runner/step-state.ts';
import { untilCancelled } from './runner/until-cancelled.ts';

/** All that the step needs from outside. */
export interface RunDependencies {
  readonly host: ActionHost;
  readonly clock: Clock;
  readonly cancellation: Cancellation;
  readonly createTransport: CreateTransport;
  readonly downloadVideo: DownloadVideo;
  /** Makes a directory that files can be written to, or throws. */
  readonly createDirectory: (path: string) => Promise<void>;
  readonly readPublicFile: ReadPublicFile;
  /** Reads a file of the workspace, or throws. */
  readonly readTextFile: (path: string) => Promise<string>;
  readonly cache: { readonly access: CacheAccess; readonly store: CacheStore };
  readonly github: GithubPorts;
}

/** What is done on GitHub, loaded only if it is used. */
export interface GithubPorts {
  readonly traffic: Pick<GithubTraffic, 'rateLimit'>;
  readonly openRefs: OpenRefs;
  readonly openRelease: OpenRelease;
  readonly comment: PullRequestComment;
}

/**
 * Runs the step: reads the inputs, renders the videos, leaves outputs and summary.
 *
 * @returns the exit code: 0, 1, or 128 plus the number of the signal that cancelled the step.
 */
export async function runStep(dependencies: RunDependencies): Promise<number> {
  const { cancellation, clock, github, host } = dependencies;
  // Before anything else can print.
  const [, token = ''] = ['api-key', 'github-token'].map((name) => {
    const secret = host.readInput(name);
    if (secret !== '') host.maskSecret(secret);
    return secret;
  });

  const log = createLog(host.console);
  const report = createReport(host);
  const ledgerCalls = createLedgerCalls(clock);
  const atEnd: (() => Promise<void>)[] = [];
  const openRefs = openOnce(() => github.openRefs(token));
  let opening: ReturnType<OpenRelease> | undefined;
  const openRelease: OpenRelease = (options) => {
    opening ??= github.openRelease(options);
    return opening;
  };
  try {
    const preparation = await prepare({
      ...dependencies,
      readPublicFile: (url) =>
        untilCancelled(dependencies.readPublicFile(url), cancellation.signal),
      now: clock.now(),
      readRunMoment: async ({ mayWrite }) =>
        untilCancelled(
          findRunMoment(await openRefs(), { ...dependencies, runId: host.event.runId, mayWrite }),
          cancellation.signal,
        ),
      readRelease: async ({ githubToken, release }) => {
        const { signal } = cancellation;
        const store = await openRelease({ input: release, token: githubToken, signal });
        if (store.texts === undefined && store.obstacle !== undefined) throw store.obstacle;
        return store.texts;
      },
    });
    const refs = await openRefs();
    await runPrepared(preparation, {
      ...dependencies,
      github: { ...github, openRelease },
      log,
      report,
      ledgerCalls,
      refs,
      onEnd: (task) => void atEnd.push(task),
    });
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
    for (const task of atEnd) await task();
  }
}

interface Output {
  readonly log: Log;
  readonly report: Report;
  readonly ledgerCalls: LedgerCalls;
  /** Undefined without a token or outside of GitHub. */
  readonly refs: RefStore | undefined;
  /** Has something done when the outcome is known, however the run ends. */
  readonly onEnd: (task: () => Promise<void>) => void;
}

function openOnce<Value>(open: () => Promise<Value>): () => Promise<Value> {
  let opening: Promise<Value> | undefined;
  return () => {
    opening ??= open();
    return opening;
  };
}

async function runPrepared(preparation: Preparation, ports: RunDependencies & Output) {
  const { cancellation, clock, github, host, log, report } = ports;
  const { inputs, isPlanOnly, period, transport, warnings } = preparation;
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

  const { event, workspace } = host;
  const client = createClient({ transport, clock, graceMilliseconds: submissionGrace });
  const memory = createMemory({
    ...ports,
    keys: plans.map(({ key }) => key),
    directory: ledgerDirectory(workspace, inputs.outputDirectory),
    signal,
    chooseTask: createTaskChooser(isPlanOnly ? undefined : client, log),
    onShortMemory: (message) => log.line(message),
  });
  const videos = await findExistingVideos(plans, { memory, releaseStore, workspace, log });
  const month = await readMonth(memory, { ...inputs, clock });
  announcePlan(videos, preparation, { log, month, report });
  await github.comment.showPlan({
    videos,
    preparation,
    month,
    releaseStore,
    workspace,
    log,
    signal,
  });
  checkLimits(videos, { ...inputs, month });
  const isAttaching = videos.some(({ finished }) => finished?.asset === undefined);
  const obstacle = isAttaching ? releaseStore?.obstacle : undefined;
  if (isPlanOnly && obstacle !== undefined) log.warning(obstacle.message);
  if (isPlanOnly || videos.length === 0) return;

  if (obstacle !== undefined) throw obstacle;
  checkRateLimit(videos.filter(({ state }) => state === 'new').length, github.traffic);
  // Before the video is paid: it must be possible to write it to the disk.
  await ports.createDirectory(inputs.outputDirectory);
  ports.onEnd(async () => {
    // After a cancel there is no time for it; the next run writes it.
    if (signal.aborted) return;
    await github.comment.showResult({ results: report.results, preparation, log, signal });
  });
  ports.onEnd(async () => {
    if (!signal.aborted) await listOnRelease(report.results, { clock, log, releaseStore, signal });
  });
  await renderVideos(videos, preparation, {
    ...ports,
    signal,
    workspace,
    client,
    memory,
    owner: describeRun({ run: event.runId, attempt: event.runAttempt }),
    releaseStore,
  });
}

/** What is used of the limit for this month; undefined without one, and where it cannot be seen. */
async function readMonth(
  memory: Memory,
  {
    clock,
    maxCreditsPerMonth: maxCredits,
  }: Pick<ActionInputs, 'maxCreditsPerMonth'> & {
    readonly clock: Clock;
  },
): Promise<MonthBudget | undefined> {
  if (maxCredits === undefined) return undefined;
  const spentCredits = await memory.spentThisMonth();
  return spentCredits === undefined
    ? undefined
    : { month: monthName(clock.now()), maxCredits, spentCredits };
}
