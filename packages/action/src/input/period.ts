import { Cron } from 'croner';
import { type HostEvent, member } from '../runner/host.ts';

/** What makes a render new, though the same video was rendered before. */
export const oncePerChoices = ['content', 'run', 'day', 'week'] as const;

export type OncePer = (typeof oncePerChoices)[number];

/**
 * The moment a run is for, in milliseconds since 1970. GitHub starts scheduled runs late, at
 * times by hours: what counts is the last time the schedule names, not the start. The event has the
 * cron text only, so its zone is the one that is passed in.
 */
export function scheduledTime(
  event: Pick<HostEvent, 'name' | 'payload'>,
  { now, timezone }: { readonly now: number; readonly timezone: string },
): number {
  const schedule = member(event.payload, 'schedule');
  if (event.name !== 'schedule' || typeof schedule !== 'string') return now;
  try {
    const [lastTime] = new Cron(schedule, { timezone }).previousRuns(1, new Date(now + 1000));
    return lastTime?.getTime() ?? now;
  } catch {
    // A schedule only GitHub understands; the start of the run is near enough.
    return now;
  }
}

/** Names the period in which a video is rendered once; empty for once and for all. */
export function periodName(oncePer: OncePer, run: ZonedTime & { readonly runId: string }): string {
  switch (oncePer) {
    case 'content':
      return '';
    case 'run':
      // A re-run has the number of its run: it is the same render.
      return `run-${run.runId}`;
    case 'day':
      return calendarDate(run);
    case 'week':
      return isoWeek(run);
  }
}

/** A moment in milliseconds since 1970, and the IANA zone whose calendar counts. */
export interface ZonedTime {
  readonly time: number;
  readonly timezone: string;
}

/** `2026-11-22`. */
export function calendarDate({ time, timezone }: ZonedTime): string {
  // Swedish dates are written as ISO 8601 dates are.
  return new Intl.DateTimeFormat('sv-SE', { timeZone: timezone, dateStyle: 'short' }).format(time);
}

/** `2026-W47`, by ISO 8601: weeks begin on Monday, and belong to the year their Thursday is in. */
export function isoWeek(moment: ZonedTime): string {
  const day = 86_400_000;
  const midnight = Date.parse(calendarDate(moment));
  const weekday = (new Date(midnight).getUTCDay() + 6) % 7;
  const thursday = new Date(midnight + (3 - weekday) * day);
  const newYear = Date.UTC(thursday.getUTCFullYear(), 0, 1);
  const week = Math.floor((thursday.getTime() - newYear) / (7 * day)) + 1;
  return `${thursday.getUTCFullYear()}-W${String(week).padStart(2, '0')}`;
}

/** Whether a text is the name of a zone: `Europe/Berlin`, `UTC`; an offset is none. */
export function isTimezone(name: string): boolean {
  if (!/^[A-Za-z]/.test(name)) return false;
  try {
    calendarDate({ time: 0, timezone: name });
    return true;
  } catch {
    return false;
  }
}
