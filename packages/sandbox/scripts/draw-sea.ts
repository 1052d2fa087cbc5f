/** Draws one frame of the sea at dawn, as packed RGB; `phase` runs from 0 to 1 and round again. */
export function drawSea(frame: Frame): Uint8Array {
  const { width, height } = frame;
  const pixels = new Uint8Array(width * height * 3);
  paintSky(pixels, frame);
  for (const wave of waves) {
    paintWave(pixels, frame, wave);
    if (wave.carriesBoat) paintBoat(pixels, frame, wave);
  }
  return pixels;
}

interface Frame {
  readonly width: number;
  readonly height: number;
  readonly phase: number;
}

type Colour = readonly [red: number, green: number, blue: number];

/** Lengths are shares of the height; `turns` is how many wave lengths pass in one loop. */
interface Wave {
  readonly level: number;
  readonly amplitude: number;
  readonly length: number;
  readonly turns: number;
  readonly crest: Colour;
  readonly depth: Colour;
  readonly carriesBoat?: true;
}

const horizon = 0.6;
const sun = { level: 0.5, radius: 0.13, colour: [255, 240, 205] } as const;
const skyStops: readonly (readonly [level: number, colour: Colour])[] = [
  [0, [30, 34, 84]],
  [0.28, [108, 76, 142]],
  [0.46, [226, 120, 138]],
  [horizon, [255, 196, 148]],
];

const waves: readonly Wave[] = [
  {
    level: 0.6,
    amplitude: 0.004,
    length: 0.31,
    turns: 1,
    crest: [232, 142, 140],
    depth: [150, 92, 142],
  },
  {
    level: 0.66,
    amplitude: 0.009,
    length: 0.47,
    turns: -1,
    crest: [178, 104, 146],
    depth: [104, 70, 132],
    carriesBoat: true,
  },
  {
    level: 0.75,
    amplitude: 0.015,
    length: 0.66,
    turns: 1,
    crest: [122, 78, 140],
    depth: [66, 54, 116],
  },
  {
    level: 0.86,
    amplitude: 0.022,
    length: 0.93,
    turns: -1,
    crest: [72, 60, 124],
    depth: [24, 28, 72],
  },
];

function paintSky(pixels: Uint8Array, { width, height, phase }: Frame): void {
  const glowSize = 0.34 + 0.02 * Math.sin(2 * Math.PI * phase);
  const bottom = Math.ceil(height * (horizon + 0.02));
  for (let row = 0; row < bottom; row += 1) {
    const sky = skyColour(row / height);
    for (let column = 0; column < width; column += 1) {
      const across = (column - width / 2) / height;
      const down = row / height - sun.level;
      const distance = Math.hypot(across, down);
      const glow = 0.55 * Math.exp(-((distance / glowSize) ** 2));
      const disc = clamp((sun.radius - distance) * height + 0.5);
      paint(
        pixels,
        (row * width + column) * 3,
        mix(mix(sky, sun.colour, glow), sun.colour, disc),
        1,
      );
    }
  }
}

function paintWave(pixels: Uint8Array, frame: Frame, wave: Wave): void {
  const { width, height } = frame;
  const fade = 0.16;
  for (let column = 0; column < width; column += 1) {
    const across = (column - width / 2) / height;
    const edge = waveLevel(wave, across, frame.phase);
    const shine = 0.5 * Math.exp(-((across / (0.09 + (edge - horizon) * 0.5)) ** 2));
    for (let row = Math.floor(edge * height); row < height; row += 1) {
      const below = row / height - edge;
      const lit = mix(wave.crest, sun.colour, shine * Math.exp(-below * 60));
      const colour = mix(lit, wave.depth, clamp(below / fade));
      paint(pixels, (row * width + column) * 3, colour, clamp(below * height + 1));
    }
  }
}

function paintBoat(pixels: Uint8Array, frame: Frame, wave: Wave): void {
  const { width, height, phase } = frame;
  const across = -0.16;
  const waterline = waveLevel(wave, across, phase) + 0.006;
  const lean = 0.05 * Math.sin(2 * Math.PI * phase);
  const span = Math.ceil(height * 0.09);
  const centre = Math.round(width / 2 + across * height);
  const floor = Math.round(waterline * height);
  for (let row = floor - span; row <= floor; row += 1) {
    for (let column = centre - span; column <= centre + span; column += 1) {
      const up = waterline - row / height;
      const aside = (column - width / 2) / height - across - lean * up;
      const cover = boatCover(aside, up, height);
      if (cover > 0 && column >= 0 && column < width) {
        paint(pixels, (row * width + column) * 3, [52, 40, 92], cover);
      }
    }
  }
}

/** A hull and two sails, as the share of a pixel that they cover. */
function boatCover(aside: number, up: number, height: number): number {
  const hull = Math.min(up, 0.014 - up, 0.034 - up * -0.6 - Math.abs(aside));
  const mainSail = Math.min(up - 0.018, aside + 0.002, 0.03 * (1 - (up - 0.018) / 0.062) - aside);
  const foreSail = Math.min(up - 0.018, -aside - 0.003, 0.02 * (1 - (up - 0.018) / 0.046) + aside);
  return clamp(Math.max(hull, mainSail, foreSail) * height + 0.5);
}

function waveLevel(wave: Wave, across: number, phase: number): number {
  const travel = 2 * Math.PI * (across / wave.length + wave.turns * phase);
  const swell = 2 * Math.PI * (across / (wave.length * 2.3) - wave.turns * phase);
  return wave.level + wave.amplitude * (0.7 * Math.sin(travel) + 0.5 * Math.sin(swell + 1));
}

function skyColour(level: number): Colour {
  const above = skyStops.findLast(([stop]) => stop <= level) ?? skyStops[0];
  const below = skyStops.find(([stop]) => stop > level) ?? above;
  if (above === undefined || below === undefined) return [0, 0, 0];
  const span = below[0] - above[0];
  return mix(above[1], below[1], span === 0 ? 0 : (level - above[0]) / span);
}

function paint(pixels: Uint8Array, offset: number, colour: Colour, cover: number): void {
  for (const [channel, value] of colour.entries()) {
    const under = pixels[offset + channel] ?? 0;
    pixels[offset + channel] = under + (value - under) * cover;
  }
}

function mix(from: Colour, to: Colour, share: number): Colour {
  const blend = (channel: 0 | 1 | 2) => from[channel] + (to[channel] - from[channel]) * share;
  return [blend(0), blend(1), blend(2)];
}

function clamp(share: number): number {
  return Math.min(1, Math.max(0, share));
}
