/**
 * Reads the base URL of the credential: https, or http on this machine only, so that the key cannot
 * be read on the way. Undefined when the key must not go there.
 */
export function parseBaseUrl(value: unknown): URL | undefined {
  const text = typeof value === 'string' ? value.trim() : '';
  if (!URL.canParse(text)) return undefined;
  const url = new URL(text);
  const isPlain = `${url.username}${url.password}${url.search}${url.hash}` === '';
  const isSafe = url.protocol === 'https:' || (url.protocol === 'http:' && isLoopback(url));
  return isPlain && isSafe ? url : undefined;
}

/** Whether a URL leads to this machine and nowhere else: 127.0.0.0/8, ::1 or localhost. */
export function isLoopback({ hostname }: URL): boolean {
  return hostname === 'localhost' || hostname === '[::1]' || /^127(\.\d+){3}$/.test(hostname);
}

/** Whether only the own network can reach a host: then API in One cannot. */
export function isPrivate(url: URL): boolean {
  const { hostname } = url;
  const isPrivateAddress =
    /^(10\.|192\.168\.|169\.254\.|172\.(1[6-9]|2\d|3[01])\.|0\.0\.0\.0$)/.test(hostname) ||
    /^\[(f[cd]|fe80)/.test(hostname);
  const isLocalName = !hostname.includes('.') && !hostname.startsWith('[');
  return isLoopback(url) || isPrivateAddress || isLocalName || hostname.endsWith('.local');
}
