import type { Asset, Comment, Release } from './github-api.ts';

/** Takes from GitHub's description of a release what the Action needs. */
export function asRelease(answer: {
  readonly id: number;
  readonly tag_name: string;
  readonly draft: boolean;
  readonly immutable?: boolean;
  readonly upload_url: string;
}): Release {
  return {
    id: answer.id,
    tagName: answer.tag_name,
    isDraft: answer.draft,
    isImmutable: answer.immutable ?? false,
    uploadUrl: answer.upload_url,
  };
}

export function asAsset(answer: {
  readonly id: number;
  readonly name: string;
  readonly label?: string | null;
  readonly state: string;
  readonly size: number;
  readonly digest?: string | null;
  readonly browser_download_url: string;
}): Asset {
  const { digest } = answer;
  return {
    id: answer.id,
    name: answer.name,
    label: answer.label ?? '',
    isWhole: answer.state === 'uploaded',
    bytes: answer.size,
    sha256: digest?.startsWith('sha256:') ? digest.slice('sha256:'.length) : undefined,
    assetUrl: answer.browser_download_url,
  };
}

export function asComment(answer: { readonly id: number; readonly body?: string }): Comment {
  return { id: answer.id, body: answer.body ?? '' };
}
