import type { HostEvent } from '../runner/host.ts';

/** Whether the value of an image names a file of the repository, not a URL. */
export function isImagePath(image: unknown): image is string {
  return typeof image === 'string' && image.trim() !== '' && !/^[a-z][a-z\d+.-]*:/i.test(image);
}

/** Where a committed file is for everybody; the repository must be public on github.com. */
export function committedFileUrl(
  path: string,
  { commit, repository }: Pick<HostEvent, 'commit' | 'repository'>,
): string {
  const parts = path.trim().replace(/^\.\//, '').split('/').map(encodeURIComponent);
  return `https://raw.githubusercontent.com/${repository}/${commit}/${parts.join('/')}`;
}

/** For storyboards that are only read, such as in a browser. */
export const exampleFileUrl = (path: string): string =>
  committedFileUrl(path, { commit: 'main', repository: 'octo-org/demo' });
