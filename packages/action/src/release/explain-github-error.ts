import { GithubError } from '../github/github-error.ts';
import { ReleaseError } from './release-error.ts';

/** Explains an error of GitHub for someone who writes workflows; any other error stays as it is. */
export function explainGithubError(error: unknown): unknown {
  if (!(error instanceof GithubError)) return error;
  const { apiMessage, retryAfterSeconds, status } = error;
  const options = { cause: error };
  if (/\bimmutable\b/i.test(apiMessage)) {
    return new ReleaseError('immutable', immutableAdvice('The release'), options);
  }
  if (retryAfterSeconds !== undefined) {
    return new ReleaseError('unreachable', limitAdvice(error), options);
  }
  switch (status) {
    case 401:
      return new ReleaseError(
        'forbidden',
        'GitHub refused the token: look at the input github-token.',
        options,
      );
    case 403:
    case 404:
      return new ReleaseError('forbidden', forbiddenAdvice(error), options);
    case 422:
      return new ReleaseError('refused', `${error.message}.`, options);
    default:
      return new ReleaseError(
        'unreachable',
        `${error.message}. It was tried several times: run the step again when https://www.githubstatus.com shows no incident.`,
        options,
      );
  }
}

/** @param subject the release, as the beginning of a sentence. */
export function immutableAdvice(subject: string): string {
  return [
    `${subject} is published and immutable: GitHub takes no more files for it.`,
    'Attach the video while the release is a draft and publish it afterwards, or name another release in the input release, or keep the file with actions/upload-artifact.',
  ].join(' ');
}

function limitAdvice({ apiMessage }: GithubError): string {
  return `GitHub takes no more requests with this token for now (${apiMessage}). Run the step again later: what is there by then is not made again.`;
}

function forbiddenAdvice({ apiMessage, status }: GithubError): string {
  return `The token may not write to the releases of this repository (status ${status}, ${apiMessage}). ${permissionAdvice}`;
}

const permissionAdvice =
  'Give the job the permission contents: write; in a pull request from a fork nobody can give it, so leave the input release empty there.';

/** Known before anything is paid: a job that may not write to the repository attaches nothing. */
export function releaseForbidden(): ReleaseError {
  const what =
    'This job may not write to the releases of this repository, so nothing was submitted.';
  return new ReleaseError('forbidden', `${what} ${permissionAdvice}`);
}
