import type { PlannedVideo } from './plan.ts';

const longestName = 60;

/** What a video is called where several are spoken of; in words that need not be safe. */
export function callName({
  description,
  name,
}: Pick<PlannedVideo, 'description' | 'name'>): string {
  const text = name ?? description;
  return text.length > longestName ? `${text.slice(0, longestName).toWellFormed()}…` : text;
}
