import { isLoopback } from './base-url.ts';

/**
 * Reads the link to a video: https, or http on this machine, without user name and password.
 * Anything else is undefined.
 */
export function parseMediaUrl(text: string, base?: URL): URL | undefined {
  if (!URL.canParse(text, base?.href)) return undefined;
  const url = new URL(text, base?.href);
  const isSafe = url.protocol === 'https:' || (url.protocol === 'http:' && isLoopback(url));
  return isSafe && `${url.username}${url.password}` === '' ? url : undefined;
}

/**
 * Reads where a redirect leads, by the rules of `parseMediaUrl`. Undefined also for one that leads
 * from https to http: others on the way could replace the video.
 */
export function parseRedirect(location: string, from: URL): URL | undefined {
  const url = parseMediaUrl(location, from);
  return from.protocol === 'https:' && url?.protocol === 'http:' ? undefined : url;
}

/** Writes a link for people and logs, without its query, which may be a signature. */
export function showUrl({ origin, pathname }: URL): string {
  return `${origin}${pathname}`;
}
