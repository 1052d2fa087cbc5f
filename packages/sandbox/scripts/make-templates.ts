/**
 * Makes the template clips in media/: a sea at dawn for every size, and one sound track.
 *
 * Run it by hand after a change to the picture: `pnpm make:templates`. It needs Debian's `ffmpeg`
 * on the PATH, for development only; the sandbox itself repeats the packets of these files and
 * encodes nothing. Every picture moves in cycles of whole loops, so the last frame leads into the
 * first; every second starts with a key frame and there are no B-frames, so packets repeat and end
 * at any whole second.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { drawSea } from './draw-sea.ts';
import { playChimes } from './play-chimes.ts';

const framesPerSecond = 24;
const loopSeconds = 3;
const samplesPerSecond = 48_000;
const soundSeconds = 16;

const sizes = [
  { width: 1280, height: 720 },
  { width: 720, height: 1280 },
  { width: 720, height: 720 },
  { width: 1920, height: 1080 },
  { width: 1080, height: 1920 },
  { width: 1080, height: 1080 },
] as const;

for (const { width, height } of sizes) {
  await encode(
    [
      ...['-f', 'rawvideo', '-pix_fmt', 'rgb24', '-s', `${width}x${height}`],
      ...['-r', `${framesPerSecond}`, '-i', 'pipe:0'],
      ...['-vf', wordmark(width, height), '-c:v', 'libx264', '-profile:v', 'main'],
      ...['-preset', 'veryslow', '-crf', '25', '-pix_fmt', 'yuv420p', '-bf', '0'],
      ...['-g', `${framesPerSecond}`, '-keyint_min', `${framesPerSecond}`, '-sc_threshold', '0'],
      ...['-x264-params', 'open-gop=0:threads=1', '-colorspace', 'bt709'],
      ...['-color_primaries', 'bt709', '-color_trc', 'bt709', '-color_range', 'tv'],
    ],
    `${width}x${height}.mp4`,
    Array.from(
      { length: framesPerSecond * loopSeconds },
      (_, frame) => () =>
        drawSea({ width, height, phase: frame / (framesPerSecond * loopSeconds) }),
    ),
  );
}

await encode(
  [
    ...['-f', 's16le', '-ar', `${samplesPerSecond}`, '-ac', '1', '-i', 'pipe:0'],
    ...['-c:a', 'aac', '-b:a', '64k'],
  ],
  'sound.m4a',
  [() => playChimes({ samplesPerSecond, seconds: soundSeconds })],
);

async function encode(
  settings: readonly string[],
  fileName: string,
  chunks: readonly (() => Uint8Array)[],
): Promise<void> {
  const path = fileURLToPath(new URL(`../media/${fileName}`, import.meta.url));
  const quiet = ['-hide_banner', '-loglevel', 'error', '-y'];
  const reproducible = ['-map_metadata', '-1', '-fflags', '+bitexact', '-flags', '+bitexact'];
  const ffmpeg = spawn('ffmpeg', [...quiet, ...settings, ...reproducible, path], {
    stdio: ['pipe', 'inherit', 'inherit'],
  });
  for (const chunk of chunks) {
    if (!ffmpeg.stdin.write(chunk())) await once(ffmpeg.stdin, 'drain');
  }
  ffmpeg.stdin.end();
  const [exitCode] = await once(ffmpeg, 'close');
  if (exitCode !== 0) throw new Error(`ffmpeg ended with ${String(exitCode)} for ${fileName}.`);
  process.stdout.write(`${fileName}\n`);
}

/** Shows in the picture that it is not a real render. */
function wordmark(width: number, height: number): string {
  const size = Math.round(Math.min(width, height) / 28);
  const place = `x=w-tw-${size}:y=h-th-${size}`;
  return `drawtext=text='kling sandbox  ${width}×${height}':font=Sans:fontsize=${size}:fontcolor=white@0.55:${place}`;
}
