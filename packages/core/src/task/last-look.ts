import { isObject, member, parseJson } from './json.ts';
import { isHttpUrl, isVideoUrl } from './media-link.ts';

/** How many values of a response are looked at; a real one has fewer than a hundred. */
const mostValues = 10_000;

/** The longest JSON text within a response that is looked into. */
const longestText = 2 ** 16;

/**
 * Keys of what is no result: echoes of the input, above all, but also covers, callback URLs, the
 * URLs of the task itself, and help.
 */
const otherKeys =
  /request|input|param|prompt|image(?!.*video)|frame|element|reference|parent|(?<!re)source|taskinfo|callback|webhook|notify|cover|thumb|poster|preview|example|sample|demo|doc|help|^get$|^cancel$|^self$/;

/**
 * Finds the links that end like a video anywhere in a response but in echoes of the input, for the
 * shapes that nobody has described. The outermost come first.
 */
export function lastLook(response: unknown): readonly string[] {
  const links = new Set<string>();
  const queue: unknown[] = [response];
  for (const value of queue) {
    if (typeof value === 'string') {
      const text = value.trim();
      if (isHttpUrl(text) && isVideoUrl(text)) links.add(text);
      if (/^[[{"]/.test(text) && text.length <= longestText) queue.push(parseJson(text));
    } else if (isObject(value)) {
      queue.push(...childrenOf(value, mostValues - queue.length));
    }
  }
  return [...links];
}

function childrenOf(value: object, most: number): readonly unknown[] {
  if (most <= 0) return [];
  if (Array.isArray(value)) return value.slice(0, most);
  const keys = Object.keys(value)
    .slice(0, most)
    .filter((key) => !otherKeys.test(plain(key)));
  const sorted = [...keys.filter((key) => !isWatermarked(key)), ...keys.filter(isWatermarked)];
  return sorted.map((key) => member(value, key));
}

function plain(key: string): string {
  return key.slice(0, 80).replace(/[_-]/g, '').toLowerCase();
}

function isWatermarked(key: string): boolean {
  return /^watermark/.test(plain(key));
}
