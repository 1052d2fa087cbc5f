import type { VideoState } from '../plan/existing-videos.ts';
import type { ActionHost } from '../runner/host.ts';
import { describeOutputs, emptyOutputs } from './outputs.ts';
import { type SpendingLimits, writeSummary } from './summary.ts';
import type { VideoResult, VideoStatus } from './video-result.ts';

/**
 * What the step reports, correct at every moment: each change is on disk before the next
 * thing happens, so a step that is killed has reported all it knew.
 */
export interface Report {
  /** Takes the videos of this run; the index is their name from now on. */
  plan(videos: readonly VideoState[], limits: SpendingLimits): void;
  /** Records what happened to a video. */
  update(index: number, changes: Partial<Omit<VideoResult, 'plan'>>): void;
  /**
   * Records what went wrong, in words that need not be safe.
   *
   * @param failed the videos it happened to, by index. @default all that were begun and have no file
   */
  fail(status: 'failed' | 'cancelled', message: string, failed?: readonly number[]): void;
  readonly results: readonly VideoResult[];
}

/** Starts with every output set, and no summary. */
export function createReport(host: Pick<ActionHost, 'writeOutputs' | 'writeSummary'>): Report {
  let results: readonly VideoResult[] = [];
  let limits: SpendingLimits = {};
  host.writeOutputs(emptyOutputs);

  const write = (status: string, failure?: string) => {
    host.writeOutputs(describeOutputs(status, results));
    host.writeSummary(writeSummary({ results, failure, ...limits }));
  };
  return {
    plan(videos, known) {
      limits = known;
      results = videos.map(({ plan, state }) => ({
        plan,
        status: 'planned',
        isAlreadyPaid: state !== 'new',
      }));
      write('planned');
    },
    update(index, changes) {
      results = results.map((result, at) => (at === index ? { ...result, ...changes } : result));
      write(overallStatus(results));
    },
    fail(status, message, failed) {
      // A video that nothing was done for did not fail: it stays planned.
      const isBegun = (result: VideoResult) =>
        status === 'cancelled' || result.status !== 'planned';
      const isHit = (result: VideoResult, at: number) =>
        failed?.includes(at) ?? (result.file === undefined && isBegun(result));
      results = results.map((result, at) => (isHit(result, at) ? { ...result, status } : result));
      write(status, message);
    },
    get results() {
      return results;
    },
  };
}

/**
 * A run is only as good as the worst of its videos; of good ones, the one that was paid now counts
 * before what was there.
 */
const ranking: readonly VideoStatus[] = [
  'failed',
  'cancelled',
  'planned',
  'submitted',
  'rendered',
  'resumed',
  'reused',
];

function overallStatus(results: readonly VideoResult[]): VideoStatus {
  return ranking.find((status) => results.some((result) => result.status === status)) ?? 'planned';
}
