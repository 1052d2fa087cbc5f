/**
 * Reads the link to a video: an http(s) URL without user name and password. Anything else is
 * undefined.
 */
export function parseMediaUrl(text: string): URL | undefined {
  const url = URL.parse(text);
  const isWeb = url?.protocol === 'https:' || url?.protocol === 'http:';
  return isWeb && `${url.username}${url.password}` === '' ? url : undefined;
}

/** Writes a link for people and logs: its query is left out, since it may be a signature. */
export function showUrl({ origin, pathname }: URL): string {
  return `${origin}${pathname}`;
}
