import { isObject, member, parseJson } from './json.ts';
import { isHttpUrl, isOtherMediaUrl, isVideoUrl } from './media-link.ts';

/**
 * Where a task or its envelope may have its results, in the order of contract.md §4. What is not
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
  'response_data',
  'generated',
  'works',
  'video_result',
  'videos',
  'metadata',
  'data',
  // Older relays put the link of a success here.
  'fail_reason',
] as const;

/** Where such a place may have its URLs, when it is an object. */
const placesInResult = [
  'resultUrls',
  'result_urls',
  'video_url',
  'videoUrl',
  'video',
  'url',
  'urls',
  'videos',
  'works',
  'resource_without_watermark',
  'resource',
] as const;

/** The deepest real one is `output.works[].video.resource`; anything much deeper is no result. */
const deepest = 6;

/** How many values of one part of a response are looked at. */
const mostValues = 10_000;

/**
 * Collects every result URL, each once, in the order of their places, from the first of these parts
 * of a response that has any.
 */
export function findResultUrls(scopes: readonly object[]): readonly string[] {
  for (const scope of scopes) {
    const urls = urlsOf(scope);
    if (urls.size > 0) return [...urls];
  }
  return [];
}

function urlsOf(scope: object): ReadonlySet<string> {
  const urls = new Set<string>();
  let left = mostValues;
  const look = (value: unknown, depth: number): void => {
    left -= 1;
    if (left < 0 || depth > deepest) return;
    const url = typeof value === 'string' ? value.trim() : '';
    if (isHttpUrl(url)) urls.add(url);
    for (const part of partsOf(value, left)) look(part, depth + 1);
  };
  for (const place of placesInTask) look(member(scope, place), 0);
  return urls;
}

/** What may be a result within a value: entries, members, or what is in its JSON text. */
function partsOf(value: unknown, most: number): readonly unknown[] {
  if (typeof value === 'string') return /^\s*[[{"]/.test(value) ? [parseJson(value)] : [];
  if (Array.isArray(value)) return value.slice(0, most);
  return isObject(value) ? placesInResult.map((place) => member(value, place)) : [];
}

/**
 * Picks the first video: a URL that ends like one, else the first that does not end like something
 * else, because signed links often have no ending.
 */
export function findVideoUrl(urls: readonly string[]): string | undefined {
  return urls.find(isVideoUrl) ?? urls.find((url) => !isOtherMediaUrl(url));
}
