/** Reads the code of a system's or undici's error: `ECONNRESET`; empty when it bears none. */
export function errorCode(error: unknown): string {
  if (!(error instanceof Error && 'code' in error)) return '';
  return typeof error.code === 'string' ? error.code : '';
}
