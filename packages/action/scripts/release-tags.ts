import { commitBuild } from './commit-build.ts';
import { runProgram } from './run-program.ts';

export interface ReleaseOptions {
  /** The checkout; its packages/action/dist holds the build. */
  readonly repository: string;
  /** Where the tags go: the name or the URL of a remote. */
  readonly remote: string;
  /** Such as 1.2.3, or 1.2.3-beta.0, which moves no floating tag. */
  readonly version: string;
  readonly environment?: NodeJS.ProcessEnv | undefined;
}

export interface ReleasedTags {
  readonly tag: string;
  readonly commit: string;
  /** What was done, for people. */
  readonly report: string;
}

/**
 * Pushes a tag for a version, such as `v1.2.3`, whose commit adds the build to the commit that is
 * checked out, and moves the floating tag, `v1`. Both move in one push or not at all. No branch,
 * file or index of the checkout changes, so the build never gets on a branch.
 *
 * The tag of a version never moves, because people have pinned it. So running it again does no harm
 * and finishes what was cut short, also from a later commit that has the same version.
 *
 * @throws {Error} when files are not committed.
 */
export async function releaseTags(options: ReleaseOptions): Promise<ReleasedTags> {
  const { environment, remote, repository } = options;
  const git = (...parameters: readonly string[]) =>
    runProgram('git', parameters, { directory: repository, environment });
  const version = parseVersion(options.version);
  const changes = await git('status', '--porcelain');
  if (changes !== '') throw new Error(`A release is made of what is committed:\n${changes}`);

  const tag = `v${options.version}`;
  const tags = parseTags(await git('ls-remote', '--tags', remote));
  const taken = tags.get(tag);
  if (taken !== undefined) await git('fetch', '--quiet', '--no-tags', remote, taken);
  const commit = taken ?? (await commitBuild({ repository, message: tag, environment }));
  const floating = `v${version.major}`;
  const moves = isNewest(version, tags) && tags.get(floating) !== commit;
  const pushed = [
    ...(taken === undefined ? [`${commit}:refs/tags/${tag}`] : []),
    ...(moves ? [`+${commit}:refs/tags/${floating}`] : []),
  ];
  if (pushed.length > 0) await git('push', '--quiet', '--atomic', remote, ...pushed);
  return {
    tag,
    commit,
    report: [
      taken === undefined ? `${tag} is ${commit}.` : `${tag} is ${commit} already.`,
      moves ? `${floating} points to it now.` : `${floating} stays where it is.`,
    ].join('\n'),
  };
}

interface Version {
  readonly major: number;
  /** For comparison; a stable version's alone. */
  readonly order: number;
  readonly isStable: boolean;
}

function parseVersion(text: string): Version {
  const [, major, minor, patch, suffix] = /^(\d+)\.(\d+)\.(\d+)(-.+)?$/.exec(text) ?? [];
  if (major === undefined) throw new Error(`"${text}" is not a version, such as 1.2.3.`);
  return {
    major: Number(major),
    order: (Number(major) * 1e5 + Number(minor)) * 1e5 + Number(patch),
    isStable: suffix === undefined,
  };
}

/** A floating tag never goes back: a fix of an older line, and a preview, leave it alone. */
function isNewest(version: Version, tags: ReadonlyMap<string, string>): boolean {
  const released = [...tags.keys()]
    .filter((tag) => /^v\d+\.\d+\.\d+$/.test(tag))
    .map((tag) => parseVersion(tag.slice(1)))
    .filter(({ major }) => major === version.major);
  return version.isStable && released.every(({ order }) => order <= version.order);
}

/** Tag → the commit it points to; that of an annotated tag comes after the tag itself. */
function parseTags(listing: string): ReadonlyMap<string, string> {
  const lines = listing.split('\n').filter((line) => line !== '');
  return new Map(
    lines.map((line) => {
      const [object = '', reference = ''] = line.split('\t');
      return [reference.replace(/^refs\/tags\//, '').replace(/\^\{\}$/, ''), object];
    }),
  );
}
