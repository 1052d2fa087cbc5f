/** Draws a number from [0, 1) from WebCrypto, which every host has. */
export function cryptoRandom(): number {
  const bytes = crypto.getRandomValues(new Uint8Array(4));
  return new DataView(bytes.buffer).getUint32(0) / 2 ** 32;
}
