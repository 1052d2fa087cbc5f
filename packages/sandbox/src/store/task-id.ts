/** Writes the id of the n-th task: it looks random, and is the same for the same seed. */
export function createTaskIdWriter(
  seed: number,
  write: (code: string) => string = (code) => `n41${code}_kling3`,
): (ordinal: number) => string {
  return (ordinal) => {
    const scrambled = Math.imul(seed ^ Math.imul(ordinal, 0x9e3779b1), 0x85ebca6b) >>> 0;
    const letters = scrambled.toString(36).padStart(7, '0');
    return write(`${letters.slice(-6)}${ordinal.toString(36).padStart(2, '0')}`);
  };
}
