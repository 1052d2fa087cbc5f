/**
 * What the Action remembers is in the names of git references, because creating a name is the one
 * thing that only one of several runs can do:
 *
 * - `refs/kling/runs/<run id>`: when the first attempt of a run began
 * - `refs/kling/videos/<key>/<attempt>/<fact>`: what became of a submission
 * - `refs/kling/spent/<month>/<key>.<attempt>/<fact>`: what it may have cost
 */
const root = 'refs/kling';

/** GitHub stores references in files of these names; 255 is the longest on most file systems. */
const maxNameBytes = 250;

/** What a name shows of one submission of a video. */
export type VideoFact =
  /** A run is about to submit it, or was when it ended. */
  | { readonly kind: 'claim' }
  /** The task exists. An id that a name cannot hold is in the message of the object. */
  | { readonly kind: 'task'; readonly taskId: string | undefined }
  /** The video was downloaded. */
  | { readonly kind: 'done'; readonly sha256: string }
  /** No task was made, or it ended without a video. */
  | { readonly kind: 'failed'; readonly reason: string; readonly isFinal: boolean }
  /** The response to the submission was lost: the task may exist. */
  | { readonly kind: 'lost' };

/** One submission of one video. */
export interface VideoAttempt {
  readonly key: string;
  /** From 1. */
  readonly attempt: number;
}

export interface VideoRef extends VideoAttempt {
  readonly fact: VideoFact;
}

/** What the names of all videos begin with. */
export const videosPrefix = `${root}/videos/`;

/** What the names of one video begin with. */
export function videoPrefix(key: string): string {
  return `${videosPrefix}${part(key)}/`;
}

/** The name for a fact. A task whose id does not fit needs an object of its own. */
export function videoRefName({ attempt, fact, key }: VideoRef): string {
  return `${videoPrefix(key)}${attempt}/${factName(fact)}`;
}

/** Whether the id of a task can be in a name. */
export function fitsInName(taskId: string, submission: VideoAttempt): boolean {
  // Half of a surrogate pair has no bytes.
  if (!taskId.isWellFormed()) return false;
  return videoRefName({ ...submission, fact: { kind: 'task', taskId } }).length <= maxNameBytes;
}

/** Reads a name; undefined if it is none of ours. */
export function parseVideoRef(name: string): VideoRef | undefined {
  const [, key = '', attempt, text = ''] = videoPattern.exec(name) ?? [];
  const fact = parseFact(text);
  return fact && { key, attempt: Number(attempt), fact };
}

const videoPattern = /^refs\/kling\/videos\/([\w-]+)\/([1-9]\d{0,8})\/([^/]+)$/;

const taskInMessage = 'task.in-message';

function factName(fact: VideoFact): string {
  switch (fact.kind) {
    case 'claim':
    case 'lost':
      return fact.kind;
    case 'task': {
      const { taskId } = fact;
      if (taskId === undefined) return taskInMessage;
      return `task.${Buffer.from(taskId).toString('base64url')}`;
    }
    case 'done':
      return `done.${fact.sha256}`;
    case 'failed':
      return `failed.${reasonName(fact.reason)}.${fact.isFinal ? 'final' : 'open'}`;
  }
}

/** Reasons are short texts of core; the name keeps their words. */
export function reasonName(reason: string): string {
  const words = reason.toLowerCase().replaceAll(/[^a-z0-9]+/g, '-');
  return words.replaceAll(/^-|-$/g, '').slice(0, 40) || 'other';
}

function parseFact(text: string): VideoFact | undefined {
  if (text === 'claim' || text === 'lost') return { kind: text };
  if (text === taskInMessage) return { kind: 'task', taskId: undefined };
  const [, taskId] = /^task\.([\w-]+)$/.exec(text) ?? [];
  if (taskId !== undefined) {
    return { kind: 'task', taskId: Buffer.from(taskId, 'base64url').toString() };
  }
  const [, sha256] = /^done\.([0-9a-f]{64})$/.exec(text) ?? [];
  if (sha256 !== undefined) return { kind: 'done', sha256 };
  const [, reason, end] = /^failed\.([a-z0-9-]+)\.(final|open)$/.exec(text) ?? [];
  return reason === undefined ? undefined : { kind: 'failed', reason, isFinal: end === 'final' };
}

/** What one submission may have cost. */
export interface SpentRef extends VideoAttempt {
  /** A calendar month in UTC, as `2026-11`. */
  readonly month: string;
  readonly credits: number;
  /** The run that reserved the credits; undefined for what the API charged, which wins. */
  readonly runId: string | undefined;
}

/** What the names of all months begin with, or of those that begin so. */
export function spentPrefix(month = ''): string {
  return `${root}/spent/${month}`;
}

export function spentRefName({ attempt, credits, key, month, runId }: SpentRef): string {
  const amount = String(credits).replace('.', '_');
  const fact = runId === undefined ? `charged.${amount}` : `reserved.${amount}.${part(runId)}`;
  return `${spentPrefix(month)}/${part(key)}.${attempt}/${fact}`;
}

/** Reads a name; undefined if it is none of ours. */
export function parseSpentRef(name: string): SpentRef | undefined {
  const [, month = '', key = '', attempt, fact = ''] = spentPattern.exec(name) ?? [];
  const [kind, amount, runId, ...more] = fact.split('.');
  const isOurs = more.length === 0 && kind === (runId === undefined ? 'charged' : 'reserved');
  const credits = Number((amount || '?').replace('_', '.'));
  return isOurs && credits >= 0
    ? { month, key, attempt: Number(attempt), credits, runId }
    : undefined;
}

const spentPattern = /^refs\/kling\/spent\/(\d{4}-\d\d)\/([\w-]+)\.([1-9]\d{0,8})\/([^/]+)$/;

/** The calendar month of a moment, in UTC: `2026-11`. */
export function monthOf(milliseconds: number): string {
  return new Date(milliseconds).toISOString().slice(0, 7);
}

/** The name of a run, whose object has the moment of its first attempt. */
export function runRefName(runId: string): string {
  return `${root}/runs/${part(runId)}`;
}

/** A part of a name that git takes and that is read back as it is. */
function part(text: string): string {
  if (/^[\w-]{1,64}$/.test(text)) return text;
  throw new Error(`"${text}" cannot be a part of the name of a git reference.`);
}
