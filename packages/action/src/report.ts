import type { ActionHost } from './host.ts';
import { writeEmptyOutputs, writeOutputs } from './outputs.ts';
import type { PlannedVideo } from './plan.ts';
import { writeSummary } from './summary.ts';
import type { VideoResult, VideoStatus } from './video-result.ts';

/**
 * What the step leaves behind, kept true at every moment: each change is on disk before the next
 * thing happens, so that a step that is killed has said all it knew.
 */
export interface Report {
  /** Takes the videos of this run; the index is their name from now on. */
  plan(videos: readonly PlannedVideo[]): void;
  /** Notes what became of a video. */
  update(index: number, changes: Partial<Omit<VideoResult, 'plan'>>): void;
  /** Notes what went wrong, in words that need not be safe. */
  complain(status: 'failed' | 'cancelled', complaint: string): void;
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
      results = videos.map((plan) => ({ plan, status: 'planned' }));
      write('planned');
    },
    update(index, changes) {
      results = results.map((result, at) => (at === index ? { ...result, ...changes } : result));
      write(overallStatus(results));
    },
    complain(status, complaint) {
      results = results.map((result) =>
        result.file === undefined ? { ...result, status } : result,
      );
      write(status, complaint);
    },
    get results() {
      return results;
    },
  };
}

/** From the worst to the best: a run is only as good as the worst of its videos. */
const ranking: readonly VideoStatus[] = [
  'failed',
  'cancelled',
  'planned',
  'submitted',
  'resumed',
  'rendered',
];

function overallStatus(results: readonly VideoResult[]): VideoStatus {
  return ranking.find((status) => results.some((result) => result.status === status)) ?? 'planned';
}
