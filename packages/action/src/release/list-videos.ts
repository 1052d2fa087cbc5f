import { explainGithubError } from './explain-github-error.ts';
import type { ReleaseContext } from './release-context.ts';
import { type ListedVideo, updateVideoSection } from './video-section.ts';

/** Other jobs of a run may write at the same moment. */
const tries = 3;

/**
 * Lists videos in the text of their release. Reads it again after it was written, because GitHub
 * keeps the last of two texts; what another job overwrites even so, the next run lists.
 *
 * @returns whether the text was changed.
 * @throws {ReleaseError} when GitHub does not take the text.
 */
export async function listVideos(
  videos: readonly ListedVideo[],
  { github, known }: Pick<ReleaseContext, 'github' | 'known'>,
): Promise<boolean> {
  const release = known();
  if (release === undefined || videos.length === 0) return false;
  const update = (body: string) => updateVideoSection(body, videos, release.tagName);
  if (update(release.body) === release.body) return false;
  try {
    for (let attempt = 0; attempt < tries; attempt += 1) {
      const { body } = await github.readRelease(release.id);
      const updated = update(body);
      if (updated === body) return attempt > 0;
      await github.writeReleaseBody(release.id, updated);
    }
    return true;
  } catch (error) {
    throw explainGithubError(error);
  }
}
