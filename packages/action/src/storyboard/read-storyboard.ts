import { suggestName, type VideoRequest } from '@kling-automation/core';
import type { z } from 'zod/v4';
import type { InputIssue } from '../input/invalid-inputs-error.ts';
import { decideCondition } from './condition.ts';
import { fillRecord } from './fill-record.ts';
import { exampleFileUrl } from './image-path.ts';
import type { PlaceholderValues } from './placeholders.ts';
import { readRequest } from './read-request.ts';
import { asRecord, type UncheckedRecord, withoutKeys } from './record.ts';
import { knownFields, requestFields, storyboardSchema } from './schema.ts';
import { createStoryboardIssues, type StoryboardIssues } from './storyboard-issues.ts';
import { readYaml } from './yaml-source.ts';

/** A video of a storyboard, ready to be planned. */
export interface StoryboardVideo {
  readonly name: string | undefined;
  readonly taskId: string | undefined;
  /** Makes the same content a new video; empty unless that is wanted. */
  readonly edition: string;
  readonly request: VideoRequest;
  /** The file of the repository that the image is; its link is in the request. */
  readonly imagePath: string | undefined;
  readonly warnings: readonly string[];
}

/** What a storyboard asks for in this run. */
export interface Storyboard {
  readonly videos: readonly StoryboardVideo[];
  /** Videos whose `when` is false, by name or place. */
  readonly skipped: readonly string[];
  readonly issues: readonly InputIssue[];
}

/**
 * Reads a storyboard and fills in its placeholders. Sends nothing.
 *
 * @param path of the file, for the issues: each names its line and column.
 */
export function readStoryboard(
  text: string,
  {
    fileUrl = exampleFileUrl,
    path,
    values,
  }: {
    readonly path: string;
    readonly values: PlaceholderValues;
    /** Where a file of the repository is for everybody. @default in an example repository */
    readonly fileUrl?: ((path: string) => string) | undefined;
  },
): Storyboard {
  const source = readYaml(text);
  const issues = createStoryboardIssues(path, source);
  for (const { message, place } of source.issues) issues.addAt(place, message);
  const board = asRecord(source.value);
  if (source.issues.length === 0) checkShape(source.value, issues);
  if (board === undefined || !Array.isArray(board.videos)) {
    return { videos: [], skipped: [], issues: issues.list() };
  }
  const defaults = fillRecord(asRecord(board.defaults) ?? {}, ['defaults'], { issues, values });
  const read = board.videos.map((video, index) =>
    readVideo(asRecord(video) ?? {}, index, {
      defaults,
      issues,
      values,
      fileUrl,
      hasPlaceholders: JSON.stringify([video, board.defaults]).includes('{{'),
    }),
  );
  checkNames(read, issues);
  return {
    videos: read.filter((video) => typeof video === 'object'),
    skipped: read.filter((video) => typeof video === 'string'),
    issues: issues.list(),
  };
}

/** Fields that do not exist, and values that core does not check. */
function checkShape(value: unknown, issues: StoryboardIssues): void {
  const board = asRecord(value);
  const checked = board === undefined ? value : withoutExtensions(board);
  for (const issue of storyboardSchema.safeParse(checked).error?.issues ?? []) {
    if (issue.code === 'unrecognized_keys') {
      for (const key of issue.keys) {
        const advice = suggestName(key, knownFields(issue.path));
        issues.addKey([...issue.path, key], `There is no field "${key}". ${advice}`);
      }
    } else if (!issue.path.some((key) => requestFields.includes(String(key)))) {
      issues.add(issue.path, `${explainShape(issue)}.`);
    }
  }
}

function explainShape({ code, message, path, ...issue }: z.core.$ZodIssue): string {
  const isNoMapping = code === 'invalid_type' && 'expected' in issue && issue.expected === 'object';
  if (!isNoMapping) return message;
  return path.length === 0
    ? 'Begin with videos: and a list of them'
    : 'Give fields with their values, such as prompt: A fox';
}

/** Keys for anchors, as in other YAML files of pipelines. */
function withoutExtensions(board: UncheckedRecord): UncheckedRecord {
  const isExtension = (key: string) => key.startsWith('x-');
  return withoutKeys(board, Object.keys(board).filter(isExtension));
}

interface Reading {
  readonly defaults: Readonly<Record<string, unknown>>;
  readonly values: PlaceholderValues;
  readonly issues: StoryboardIssues;
  readonly hasPlaceholders: boolean;
  readonly fileUrl: (path: string) => string;
}

/** The video; its name if `when` leaves it out; undefined if it has issues. */
function readVideo(
  video: Readonly<Record<string, unknown>>,
  index: number,
  { defaults, fileUrl, hasPlaceholders, issues, values }: Reading,
): StoryboardVideo | string | undefined {
  const path = ['videos', index];
  const condition = decideCondition(video.when, values);
  for (const { message, text } of condition.issues) issues.add([...path, 'when'], message, text);
  const filled = fillRecord(condition.holds ? video : { name: video.name }, path, {
    issues,
    values,
  });
  const called = typeof filled.name === 'string' && filled.name !== '' ? filled.name : undefined;
  if (!condition.holds) return called ?? placeName(index);

  const own = withoutKeys(filled, ['edition', 'name', 'task-id', 'when']);
  const parsed = readRequest(own, defaults, { path, issues, fileUrl, hasPlaceholders });
  return (
    parsed && {
      name: called,
      taskId: typeof filled['task-id'] === 'string' ? filled['task-id'] : undefined,
      edition: String(filled.edition ?? defaults.edition ?? '').trim(),
      request: parsed.request,
      imagePath: parsed.imagePath,
      warnings: parsed.warnings.map((warning) => `${called ?? placeName(index)}: ${warning}`),
    }
  );
}

function placeName(index: number): string {
  return `videos[${index}]`;
}

/** Two videos of one name would write one file. */
function checkNames(
  videos: readonly (StoryboardVideo | string | undefined)[],
  issues: StoryboardIssues,
): void {
  const names = new Set<string>();
  for (const [index, video] of videos.entries()) {
    if (typeof video !== 'object' || video.name === undefined) continue;
    if (names.has(video.name)) {
      issues.add(['videos', index, 'name'], `Another video is called "${video.name}" already.`);
    }
    names.add(video.name);
  }
}
