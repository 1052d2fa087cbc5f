import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { CancelledError } from '../runner/cancellation.ts';
import { type HostEvent, member } from '../runner/host.ts';
import { committedFileUrl } from '../storyboard/image-path.ts';

/** Reads what anybody on the internet gets under a URL. Throws when nobody responds. */
export type ReadPublicFile = (
  url: string,
) => Promise<{ readonly status: number; readonly content: Uint8Array }>;

interface CheckPorts {
  readonly event: Pick<HostEvent, 'commit' | 'payload' | 'repository' | 'serverUrl'>;
  readonly workspace: string;
  readonly readPublicFile: ReadPublicFile;
}

/** What a committed image is the same by in every commit; or why API in One cannot use it. */
export type CheckedImage = { readonly identity: string } | { readonly issue: string };

/**
 * Looks whether everybody can read an image, before a video is paid that would need it. An image
 * that the job has changed would not be what the video shows.
 */
export async function checkCommittedImage(
  path: string,
  { event, readPublicFile, workspace }: CheckPorts,
): Promise<CheckedImage> {
  const { commit, payload, serverUrl } = event;
  const advice = 'Give a public URL of the image.';
  if (serverUrl !== 'https://github.com' || commit === '') {
    return {
      issue: `${path} is a path, and paths are for public repositories on github.com. ${advice}`,
    };
  }
  if (member(member(payload, 'repository'), 'private') === true) {
    const why = 'This repository is private, so API in One cannot fetch';
    return { issue: `${why} ${path}. ${advice}` };
  }
  if (/^\/|(^|\/)\.\.(\/|$)|\\/.test(path.trim())) {
    return {
      issue: `Give the path of a committed file from the root of the repository, such as images/shoe.png, or a public URL; it is ${path}.`,
    };
  }
  const url = committedFileUrl(path, event);
  const shownCommit = commit.slice(0, 7);
  try {
    const { content, status } = await readPublicFile(url);
    if (status !== 200) {
      return {
        issue: `Nobody can fetch ${path} of commit ${shownCommit} from ${url} (HTTP ${status}). Commit and push the file, or give a public URL.`,
      };
    }
    const identity = digest(content);
    const own = await readFile(join(workspace, path.trim())).catch(() => undefined);
    if (own !== undefined && digest(own) !== identity) {
      return {
        issue: `${path} in the workspace is not what commit ${shownCommit} has, and API in One gets the committed one. Commit it first, or give a public URL.`,
      };
    }
    return { identity: `sha256:${identity}` };
  } catch (error) {
    if (error instanceof CancelledError) throw error;
    const reason = error instanceof Error ? error.message : String(error);
    return { issue: `${url} could not be read: ${reason}. Run the step again.` };
  }
}

function digest(content: Uint8Array): string {
  return createHash('sha256').update(content).digest('hex');
}
