/** Tells whether a URL leads to this machine and nowhere else: 127.0.0.0/8, ::1 or localhost. */
export function isLoopback({ hostname }: URL): boolean {
  // The URL parser has already turned 127.1, 0x7f000001 and the like into four decimal numbers.
  return hostname === 'localhost' || hostname === '[::1]' || /^127(\.\d+){3}$/.test(hostname);
}
