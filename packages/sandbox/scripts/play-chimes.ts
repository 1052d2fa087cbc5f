/**
 * Plays soft chimes over surf, one a second, as signed 16-bit mono samples. It is silent at every
 * whole second, so a cut there cannot be heard.
 */
export function playChimes(length: { samplesPerSecond: number; seconds: number }): Uint8Array {
  const samples = new Int16Array(length.samplesPerSecond * length.seconds);
  let surf = 0;
  for (const index of samples.keys()) {
    const time = index / length.samplesPerSecond;
    const second = Math.floor(time);
    const within = time - second;
    const fade = Math.sin(Math.PI * within);
    surf += 0.06 * (noise(index) - surf);
    samples[index] = 32_767 * fade * (0.3 * chime(second, within) + 0.12 * surf);
  }
  return new Uint8Array(samples.buffer);
}

const notesHertz = [220, 277.18, 329.63, 415.3, 369.99, 329.63, 277.18, 246.94] as const;

function chime(second: number, within: number): number {
  const note = notesHertz[second % notesHertz.length] ?? notesHertz[0];
  const partials = [1, 0.4, 0.15];
  return partials.reduce(
    (sum, loudness, harmonic) =>
      sum + loudness * Math.exp(-3 * within * (harmonic + 1)) * wave(note * (harmonic + 1), within),
    0,
  );
}

function wave(frequencyHertz: number, time: number): number {
  return Math.sin(2 * Math.PI * frequencyHertz * time);
}

/** The same noise in every run: -1 to 1, from the sample's number. */
function noise(index: number): number {
  const scrambled = Math.imul(index ^ (index >>> 15), 0x2c1b3c6d);
  return ((scrambled ^ (scrambled >>> 12)) >>> 0) / 0x80000000 - 1;
}
