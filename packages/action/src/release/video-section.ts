import { plainMarkdown } from '../report/markdown.ts';

/** A video that is on a release. */
export interface ListedVideo {
  /** In words that need not be safe. */
  readonly name: string;
  readonly seconds: number;
  readonly assetUrl: string;
}

/**
 * Lists videos in the text of a release, in a section between two marks that nobody sees. What is
 * outside of it is never touched. Videos of other jobs and earlier runs stay in it.
 */
export function updateVideoSection(
  body: string,
  videos: readonly ListedVideo[],
  tagName: string,
): string {
  const section = findSection(body);
  const rows = new Map(readRows(section?.text ?? ''));
  for (const video of videos) {
    const link = linkOf(video.assetUrl, tagName);
    const name = plainMarkdown(video.name, 100);
    rows.set(fileOf(link), `| [${name}](${link}) | ${video.seconds} s |`);
  }
  const table = ['| Video | Length |', '| --- | --- |', ...rows.values()].join('\n');
  const text = `${begin}\n### Videos\n\n${table}\n${end}`;
  if (section !== undefined) return body.slice(0, section.start) + text + body.slice(section.end);
  return body === '' ? text : `${body}\n\n${text}`;
}

/** The text of a release as people have written it. */
export function withoutVideoSection(body: string): string {
  const section = findSection(body);
  return section === undefined ? body : body.slice(0, section.start) + body.slice(section.end);
}

const begin = '<!-- videos of kling-automation -->';
const end = '<!-- end of the videos -->';

interface Section {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** The last whole one; half of one is text like any other. */
function findSection(body: string): Section | undefined {
  const start = body.lastIndexOf(begin);
  const ending = start < 0 ? -1 : body.indexOf(end, start);
  if (ending < 0) return undefined;
  const after = ending + end.length;
  return { start, end: after, text: body.slice(start, after) };
}

/** The rows, each by its file. */
function readRows(section: string): ReadonlyArray<readonly [file: string, row: string]> {
  return section.split(/\r?\n/).flatMap((line) => {
    const link = /^\| \[.*\]\((\S+)\) \|.*\|$/.exec(line)?.[1];
    return link === undefined ? [] : [[fileOf(link), line] as const];
  });
}

function fileOf(link: string): string {
  return link.slice(link.lastIndexOf('/') + 1);
}

/** As the link is once the release is published; that of a draft ends then. */
function linkOf(assetUrl: string, tagName: string): string {
  const [repository = ''] = assetUrl.split('/releases/download/');
  const path = tagName.split('/').map(encodeURIComponent).join('/');
  return `${repository}/releases/download/${path}/${fileOf(assetUrl)}`;
}
