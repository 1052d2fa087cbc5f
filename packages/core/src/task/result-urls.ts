import { isObject, member, parseJson } from './json.ts';

/**
 * Where a task or its envelope may hold its results, in the order of contract.md §4. What is not
 * named here is never looked into: `request`, `input` and `param` echo the input image, and covers,
 * thumbnails, `urls.get` and `callback_url` are no results either.
 */
const placesInTask = [
  'response',
  'output',
  'video_url',
  'videoUrl',
  'url',
  'result_url',
  'result_urls',
  'resultUrls',
  'results',
  'outputs',
  'result',
  'resultJson',
  'task_result',
  'video',
  'content',
] as const;

/** Where such a place may hold its URLs, when it is an object. */
const placesInResult = [
  'resultUrls',
  'result_urls',
  'video_url',
  'videoUrl',
  'video',
  'url',
  'urls',
  'videos',
] as const;

/** The deepest real response is `task_result.videos[].url`; anything much deeper is not an response. */
const deepest = 6;

/** Collects every result URL, each once, in the order in which they stand. */
export function findResultUrls(scopes: readonly object[]): readonly string[] {
  for (const scope of scopes) {
    const urls = placesInTask.flatMap((place) => urlsIn(member(scope, place), 0));
    if (urls.length > 0) return [...new Set(urls)];
  }
  return [];
}

function urlsIn(value: unknown, depth: number): readonly string[] {
  if (depth > deepest) return [];
  if (typeof value === 'string') return urlsInText(value.trim(), depth);
  if (Array.isArray(value)) return value.flatMap((part) => urlsIn(part, depth + 1));
  if (!isObject(value)) return [];
  return placesInResult.flatMap((place) => urlsIn(member(value, place), depth + 1));
}

function urlsInText(text: string, depth: number): readonly string[] {
  if (/^https?:\/\//i.test(text)) return URL.canParse(text) ? [text] : [];
  return /^[[{"]/.test(text) ? urlsIn(parseJson(text), depth + 1) : [];
}

/**
 * Picks the first video: a URL that ends like one, else the first that does not end like something
 * else, since signed links often bear no ending.
 */
export function findVideoUrl(urls: readonly string[]): string | undefined {
  const ending = (url: string) => /\.(\w{2,5})$/.exec(new URL(url).pathname)?.[1]?.toLowerCase();
  return (
    urls.find((url) => /^(mp4|mov|webm|m4v|mkv)$/.test(ending(url) ?? '')) ??
    urls.find((url) => !otherMedia.test(ending(url) ?? ''))
  );
}

const otherMedia = /^(jpe?g|png|gif|webp|avif|bmp|svg|mp3|wav|ogg|m4a|aac|flac|json|txt|srt|vtt)$/;
