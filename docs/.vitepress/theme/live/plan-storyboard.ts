import { readStoryboard, type StoryboardVideo } from '@kling-automation/action/storyboard';
import { estimateCredits } from '@kling-automation/core';

/** What the page shows of a storyboard. */
export interface LivePlan {
  readonly issues: readonly LiveIssue[];
  readonly videos: readonly LiveVideo[];
  /** Videos whose `when` is false. */
  readonly skipped: readonly string[];
  /** Of all videos together; undefined while there are issues. */
  readonly credits: number | undefined;
}

export interface LiveIssue {
  /** Counted from 1, as is the column. */
  readonly line: number;
  readonly column: number;
  readonly message: string;
}

export interface LiveVideo {
  readonly name: string;
  /** Mode, proportions and sound, in the words of the storyboard. */
  readonly format: string;
  readonly seconds: number;
  readonly credits: number;
  readonly shots: readonly { readonly prompt: string; readonly seconds: number }[];
  readonly warnings: readonly string[];
}

/** Reads a storyboard with the code of the Action, for a release that does not exist. */
export function planStoryboard(text: string): LivePlan {
  const { issues, skipped, videos } = readStoryboard(text, {
    path: 'storyboard',
    values: new Map([...sampleValues, ...variablesIn(text)]),
  });
  const planned = videos.map(planVideo);
  return {
    issues: issues.map(toLiveIssue),
    videos: planned,
    skipped,
    credits: issues.length > 0 ? undefined : planned.reduce((sum, each) => sum + each.credits, 0),
  };
}

/** A release, because it has most placeholders. */
export const sampleValues: readonly (readonly [string, string])[] = [
  ['event', 'release'],
  ['repository', 'octo-org/demo'],
  ['date', '2026-11-26'],
  ['week', '2026-W48'],
  ['release.name', 'Version 1.2'],
  ['release.tag', 'v1.2.0'],
  ['release.body', 'Faster starts and a darker night mode.'],
];

/** A workflow gives the values of `vars`; here each is its own name. */
function variablesIn(text: string): readonly (readonly [string, string])[] {
  return [...text.matchAll(/\{\{\s*(vars\.([\w-]+))/g)].map(([, name = '', value = '']) => [
    name,
    value,
  ]);
}

function planVideo({ name, request, warnings }: StoryboardVideo, index: number): LiveVideo {
  const { aspectRatio, duration, mode, prompt, shots, sound } = request;
  const whole = [{ prompt: prompt ?? '', seconds: duration }];
  return {
    name: name ?? `video ${index + 1}`,
    format: [mode, aspectRatio, sound ? 'sound' : 'silent'].filter(Boolean).join(' · '),
    seconds: duration,
    credits: estimateCredits(request).credits,
    shots: shots?.map((shot) => ({ prompt: shot.prompt, seconds: shot.duration })) ?? whole,
    warnings,
  };
}

/** The Action names the place of an issue as `file:line:column`. */
function toLiveIssue({ input, message }: { readonly input: string; readonly message: string }) {
  const [, line, column] = input.split(':').map(Number);
  return { line: line ?? 1, column: column ?? 1, message };
}
