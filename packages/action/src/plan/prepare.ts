import { InvalidRequestError, type Transport } from '@kling-automation/core';
import {
  type CheckedImage,
  checkCommittedImage,
  type ReadPublicFile,
} from '../input/committed-image.ts';
import { type ActionInputs, readInputs } from '../input/inputs.ts';
import { type InputIssue, InvalidInputsError } from '../input/invalid-inputs-error.ts';
import { periodName, scheduledTime } from '../input/period.ts';
import { explainMissingKey, explainPlanOnly } from '../input/run-policy.ts';
import type { ReleaseTexts } from '../release/release-store.ts';
import type { ActionHost } from '../runner/host.ts';
import { eventRelease, eventValues, usesRelease, usesTime } from '../storyboard/event-values.ts';
import { committedFileUrl } from '../storyboard/image-path.ts';
import { openStoryboard } from '../storyboard/open-storyboard.ts';
import { asInputIssue, readSingle } from '../storyboard/read-single.ts';
import type { Storyboard, StoryboardVideo } from '../storyboard/read-storyboard.ts';

/** Makes a transport; throws InvalidRequestError when the key or the base URL cannot be used. */
export type CreateTransport = (options: {
  readonly apiKey: string;
  readonly baseUrl: string;
}) => Transport;

/** What reading and checking the inputs needs. */
export interface PrepareDependencies {
  readonly host: Pick<ActionHost, 'event' | 'inputNames' | 'readInput' | 'workspace'>;
  readonly createTransport: CreateTransport;
  /** Reads a file of the workspace, or throws. */
  readonly readTextFile: (path: string) => Promise<string>;
  readonly readPublicFile: ReadPublicFile;
  /** The start of this attempt, in milliseconds since 1970. */
  readonly now: number;
  /**
   * When the first attempt of this run began, in milliseconds since 1970. Asked for only if a
   * period or a placeholder needs it.
   */
  readonly readRunMoment: (options: { readonly mayWrite: boolean }) => Promise<number>;
  /**
   * What is written on the release that the input `release` means. Asked for only if a placeholder
   * needs it and the event has no release.
   *
   * @throws {ReleaseError} when it cannot be read, or is not there.
   */
  readonly readRelease: (
    inputs: Pick<ActionInputs, 'githubToken' | 'release'>,
  ) => Promise<ReleaseTexts | undefined>;
}

/** A video whose image is there for everybody. */
export interface PreparedVideo extends StoryboardVideo {
  /** What the image is the same by in every commit; undefined for a URL. */
  readonly imageIdentity: string | undefined;
}

/** Everything that can be known and checked before anything is paid. */
export interface Preparation {
  readonly inputs: ActionInputs;
  readonly videos: readonly PreparedVideo[];
  /** Videos of the storyboard that are not for this run. */
  readonly skipped: readonly string[];
  /** What the API may refuse or ignore, though it is sent. */
  readonly warnings: readonly string[];
  readonly transport: Transport;
  /** The period in which a video is rendered once; empty for once and for all. */
  readonly period: string;
  /** Why nothing may be spent in this run; undefined if it may. */
  readonly planOnlyReason: string | undefined;
  /** Whether only the plan is shown, asked for or not. */
  readonly isPlanOnly: boolean;
}

/**
 * Reads and checks all inputs. Sends nothing to the API; images of the repository are read as
 * everybody gets them.
 *
 * @throws {InvalidInputsError} with the issues of all inputs at once.
 */
export async function prepare(dependencies: PrepareDependencies): Promise<Preparation> {
  const { createTransport, host, now, readRunMoment } = dependencies;
  const { apiKey, inputs, issues, unknownInputs } = readInputs(host);
  const { timezone } = inputs;
  const planOnlyReason = explainPlanOnly(host.event);
  const isPlanOnly = inputs.isDryRun || planOnlyReason !== undefined;
  const readTime = async () => {
    const isRefused = unknownInputs.length + issues.length > 0;
    const moment = isRefused ? now : await readRunMoment({ mayWrite: !isPlanOnly });
    return scheduledTime(host.event, { now: moment, timezone });
  };
  const readRelease = async () => {
    if (inputs.release === '' || eventRelease(host.event) !== undefined) return undefined;
    const isRefused = unknownInputs.length + issues.length > 0;
    // Its placeholders are not what is wrong then.
    return isRefused
      ? { tagName: '-', name: '', body: '' }
      : await dependencies.readRelease(inputs);
  };
  const readValues = async (text: string) =>
    eventValues(host.event, {
      time: usesTime(text) ? await readTime() : 0,
      timezone,
      vars: inputs.vars,
      release: usesRelease(text) ? await readRelease() : undefined,
    });
  const fileUrl = (path: string) => committedFileUrl(path, host.event);
  const readVideos = async (): Promise<Storyboard> => {
    if (inputs.storyboard === undefined) {
      const values = await readValues(JSON.stringify([inputs.video, inputs.edition]));
      return readSingle(inputs, values, fileUrl);
    }
    // Its issues would be about what a misspelt input lacks.
    if (unknownInputs.length > 0) return { videos: [], skipped: [], issues: [] };
    return openStoryboard(inputs.storyboard, { ...dependencies, fileUrl, readValues });
  };
  const asked = await readVideos();
  const connection = collectIssues(() =>
    // Any key will do to check the base URL: an empty one has a better explanation below.
    createTransport({ apiKey: apiKey || 'aio_none', baseUrl: inputs.baseUrl }),
  );
  const keyIssues: InputIssue[] =
    apiKey === '' && !isPlanOnly
      ? [{ input: 'api-key', message: explainMissingKey(host.event) }]
      : [];
  const unreadable = new Set(issues.map(({ input }) => input));
  const all = [
    ...unknownInputs,
    ...keyIssues,
    ...connection.issues,
    ...asked.issues.filter(({ input }) => !unreadable.has(input)),
    ...issues,
  ];
  if (all.length > 0 || connection.value === undefined) throw new InvalidInputsError(all);
  const videos = await checkImages(asked.videos, inputs, dependencies);
  const needsTime = inputs.oncePer === 'day' || inputs.oncePer === 'week';
  const time = needsTime ? await readTime() : now;
  return {
    inputs,
    videos,
    skipped: asked.skipped,
    warnings: asked.videos.flatMap(({ warnings }) => warnings),
    transport: connection.value,
    period: periodName(inputs.oncePer, { time, timezone, runId: host.event.runId }),
    planOnlyReason,
    isPlanOnly,
  };
}

async function checkImages(
  videos: readonly StoryboardVideo[],
  { storyboard }: Pick<ActionInputs, 'storyboard'>,
  { host, readPublicFile }: PrepareDependencies,
): Promise<readonly PreparedVideo[]> {
  const paths = new Set(videos.flatMap(({ imagePath = [] }) => imagePath));
  const ports = { event: host.event, workspace: host.workspace, readPublicFile };
  const checked = new Map<string, CheckedImage>();
  // One after the other, because each is in memory as a whole.
  for (const path of paths) checked.set(path, await checkCommittedImage(path, ports));
  const issues = [...checked.values()].flatMap((image) =>
    'issue' in image ? [{ input: storyboard ?? 'image', message: image.issue }] : [],
  );
  if (issues.length > 0) throw new InvalidInputsError(issues);
  return videos.map((video) => {
    const image = video.imagePath === undefined ? undefined : checked.get(video.imagePath);
    const imageIdentity = image !== undefined && 'identity' in image ? image.identity : undefined;
    return { ...video, imageIdentity };
  });
}

function collectIssues<Value>(check: () => Value): {
  readonly value?: Value;
  readonly issues: readonly InputIssue[];
} {
  try {
    return { value: check(), issues: [] };
  } catch (error) {
    if (error instanceof InvalidRequestError) return { issues: error.issues.map(asInputIssue) };
    throw error;
  }
}
