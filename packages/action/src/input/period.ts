import { Cron } from 'croner';
import { type HostEvent, member } from '../runner/host.ts';

/** What makes a render new, though the same video was rendered before. */
export const oncePerChoices = ['content', 'run', 'day', 'week'] as const;

export type OncePer = (typeof oncePerChoices)[number];

/**
 * The moment a run is for, in milliseconds since 1970. GitHub starts scheduled runs late, at
 * times by hours: what counts is the last time the schedule names, not the start.
 */
export function scheduledTime(event: Pick<HostEvent, 'name' | 'payload'>, now: number): number {
  const schedule = member(event.payload, 'schedule');
  if (event.name !== 'schedule' || typeof schedule !== 'string') return now;
  try {
    const [period] = new Cron(schedule, { timezone: 'UTC' }).previousRuns(1, new Date(now + 1000));
    return period?.getTime() ?? now;
  } catch {
    // A schedule only GitHub understands; the start of the run is near enough.
    return now;
  }
}

/** Names the period in which a video is rendered once; empty for once and for all. */
export function periodName(
  oncePer: OncePer,
  { runId, time }: { readonly time: number; readonly runId: string },
): string {
  switch (oncePer) {
    case 'content':
      return '';
    case 'run':
      // A re-run has the number of its run: it is the same render.
      return `run-${runId}`;
    case 'day':
      return utcDate(time);
    case 'week':
      return isoWeek(time);
  }
}

/** `2026-11-22`. */
export function utcDate(time: number): string {
  return new Date(time).toISOString().slice(0, 10);
}

/** `2026-W47`, by ISO 8601: weeks begin on Monday, and belong to the year their Thursday is in. */
export function isoWeek(time: number): string {
  const day = 86_400_000;
  const weekday = (new Date(time).getUTCDay() + 6) % 7;
  const thursday = new Date(time + (3 - weekday) * day);
  const newYear = Date.UTC(thursday.getUTCFullYear(), 0, 1);
  const week = Math.floor((thursday.getTime() - newYear) / (7 * day)) + 1;
  return `${thursday.getUTCFullYear()}-W${String(week).padStart(2, '0')}`;
}
