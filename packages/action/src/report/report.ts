import type { StockedVideo } from '../plan/existing-videos.ts';
import type { ActionHost } from '../runner/host.ts';
import { writeEmptyOutputs, writeOutputs } from './outputs.ts';
import { writeSummary } from './summary.ts';
import type { VideoResult, VideoStatus } from './video-result.ts';

/**
 * What the step leaves behind, kept true at every moment: each change is on disk before the next
 * thing happens, so that a step that is killed has said all it knew.
 */
export interface Report {
  /** Takes the videos of this run; the index is their name from now on. */
  plan(videos: readonly StockedVideo[]): void;
  /** Notes what became of a video. */
  update(index: number, changes: Partial<Omit<VideoResult, 'plan'>>): void;
  /**
   * Notes what went wrong, in words that need not be safe.
   *
   * @param failed the videos it happened to, by index. @default all that have no file
   */
  complain(status: 'failed' | 'cancelled', complaint: string, failed?: readonly number[]): void;
  readonly results: readonly VideoResult[];
}

/** Starts with every output set, and no summary. */
export function createReport(host: Pick<ActionHost, 'writeOutput' | 'writeSummary'>): Report {
  let results: readonly VideoResult[] = [];
  writeEmptyOutputs(host.writeOutput);

  const write = (status: string, complaint?: string) => {
    writeOutputs(host.writeOutput, status, results);
    host.writeSummary(writeSummary({ results, complaint }));
  };
  return {
    plan(videos) {
      results = videos.map(({ plan, standing }) => ({
        plan,
        status: 'planned',
        isPaidBefore: standing !== 'new',
      }));
      write('planned');
    },
    update(index, changes) {
      results = results.map((result, at) => (at === index ? { ...result, ...changes } : result));
      write(overallStatus(results));
    },
    complain(status, complaint, failed) {
      const isHit = (result: VideoResult, at: number) =>
        failed === undefined ? result.file === undefined : failed.includes(at);
      results = results.map((result, at) => (isHit(result, at) ? { ...result, status } : result));
      write(status, complaint);
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
