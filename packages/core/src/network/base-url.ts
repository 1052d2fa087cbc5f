/** A base URL that may get the API key, or what is wrong with it, as a sentence. */
export type ParsedBaseUrl =
  | { readonly url: URL; readonly issue?: undefined }
  | { readonly url?: undefined; readonly issue: string };

/**
 * Reads the base URL of the API: https, or http on this machine only, so nobody can read the key on
 * the way. Blanks around it, slashes at its end and the `/api/v1` of the API's own routes are cut.
 */
export function parseBaseUrl(value: unknown): ParsedBaseUrl {
  const text = typeof value === 'string' ? value.trim() : '';
  if (!URL.canParse(text)) {
    return { issue: 'The base URL is not a URL. Give one such as https://apiin.one.' };
  }
  const url = new URL(text);
  if (url.protocol !== 'https:' && !(url.protocol === 'http:' && isLoopback(url))) {
    return {
      issue:
        'The base URL must start with https://, because the API key could be read on the way otherwise; http:// is allowed for this machine only (127.0.0.1, localhost).',
    };
  }
  if (`${url.username}${url.password}${url.search}${url.hash}` !== '') {
    return { issue: 'The base URL must have no user name, password, query or fragment.' };
  }
  url.pathname = withoutEnd(withoutEnd(url.pathname, '/'), '/api/v1');
  return { url };
}

/** Reports whether a URL leads to this machine and nowhere else: 127.0.0.0/8, ::1 or localhost. */
export function isLoopback({ hostname }: URL): boolean {
  // The URL parser has already turned 127.1, 0x7f000001 and the like into four decimal numbers.
  return hostname === 'localhost' || hostname === '[::1]' || /^127(\.\d+){3}$/.test(hostname);
}

function withoutEnd(path: string, end: string): string {
  let rest = path;
  while (rest.endsWith(end)) rest = rest.slice(0, -end.length);
  return rest;
}
