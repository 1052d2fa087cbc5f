import type { Asset, Comment, Release } from './github-api.ts';

/** Takes from GitHub's description of a release what the Action needs. */
export function asRelease(response: {
  readonly id: number;
  readonly tag_name: string;
  readonly name?: string | null;
  readonly body?: string | null;
  readonly draft: boolean;
  readonly immutable?: boolean;
  readonly upload_url: string;
}): Release {
  return {
    id: response.id,
    tagName: response.tag_name,
    name: response.name ?? '',
    body: response.body ?? '',
    isDraft: response.draft,
    isImmutable: response.immutable ?? false,
    uploadUrl: response.upload_url,
  };
}

export function asAsset(response: {
  readonly id: number;
  readonly name: string;
  readonly label?: string | null;
  readonly state: string;
  readonly size: number;
  readonly digest?: string | null;
  readonly browser_download_url: string;
}): Asset {
  const { digest } = response;
  return {
    id: response.id,
    name: response.name,
    label: response.label ?? '',
    isWhole: response.state === 'uploaded',
    bytes: response.size,
    sha256: digest?.startsWith('sha256:') ? digest.slice('sha256:'.length) : undefined,
    assetUrl: response.browser_download_url,
  };
}

export function asComment(response: { readonly id: number; readonly body?: string }): Comment {
  return { id: response.id, body: response.body ?? '' };
}
