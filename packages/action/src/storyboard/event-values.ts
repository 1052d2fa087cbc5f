import { calendarDate, isoWeek, type ZonedTime } from '../input/period.ts';
import type { ReleaseTexts } from '../release/release-store.ts';
import { withoutVideoSection } from '../release/video-section.ts';
import { type HostEvent, member } from '../runner/host.ts';
import type { PlaceholderValues } from './placeholders.ts';

/** Whether a text has placeholders of time. */
export function usesTime(text: string): boolean {
  return /\{\{\s*(date|week)\b/.test(text);
}

/** Whether a text has placeholders of the release. */
export function usesRelease(text: string): boolean {
  return /\{\{\s*release\./.test(text);
}

/** The texts of the release that started the run. */
export function eventRelease(
  event: Pick<HostEvent, 'payload'>,
): { readonly [Text in keyof ReleaseTexts]: unknown } | undefined {
  const release = member(event.payload, 'release');
  if (release === undefined) return undefined;
  return {
    tagName: member(release, 'tag_name'),
    name: member(release, 'name'),
    body: member(release, 'body'),
  };
}

/** Computes the values of a storyboard's placeholders at the moment the run is for. */
export function eventValues(
  event: Pick<HostEvent, 'name' | 'payload' | 'repository'>,
  options: ZonedTime & {
    readonly vars: Readonly<Record<string, string>>;
    /** The release that the run is for, where the event has none. */
    readonly release?: ReleaseTexts | undefined;
  },
): PlaceholderValues {
  const release = eventRelease(event) ?? options.release;
  const tag = plainText(release?.tagName);
  return new Map([
    ['event', event.name],
    ['repository', event.repository],
    ['date', calendarDate(options)],
    ['week', isoWeek(options)],
    // A release need not have a name of its own; GitHub shows the tag then.
    ['release.name', plainText(release?.name) || tag],
    ['release.tag', tag],
    ['release.body', release === undefined ? undefined : writtenText(release.body)],
    ...Object.entries(options.vars).map(([name, value]): [string, string] => [
      `vars.${name}`,
      value,
    ]),
  ]);
}

/** What is listed there of earlier videos is no part of what the next ones show. */
function writtenText(body: unknown): string {
  return typeof body === 'string' ? (plainText(withoutVideoSection(body)) ?? '') : '';
}

/**
 * The words of an event's text. Anyone may have written it: HTML comments and control characters
 * go, and so does the sign that would make a mention an element.
 */
function plainText(value: unknown): string | undefined {
  if (typeof value !== 'string') return undefined;
  return value
    .replaceAll(/<!--.*?(?:-->|$)/gs, '')
    .replaceAll(/[^\P{Cc}\n]+/gu, ' ')
    .replaceAll('@', '')
    .trim();
}
